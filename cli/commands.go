package cli

const description = "A private bedside diary for people whose legs wake them at night."

// commandLine is everything that can be typed, on one screen.
type commandLine struct {
	common

	Log     logCommand     `cmd:"" help:"Write down a cramp, a restless spell or something else."`
	Morning morningCommand `cmd:"" help:"Say how the night was. Without answers it asks."`
	Evening eveningCommand `cmd:"" help:"Say what the day held, before the night is known. Without answers it asks."`
	Nights  nightsCommand  `cmd:"" help:"Look at the nights."`
	Undo    undoCommand    `cmd:"" help:"Take back the last change."`

	Tell      tellCommand      `cmd:"" help:"Tell cramps from restless legs, and from what a doctor must see."`
	Causes    causesCommand    `cmd:"" help:"Say what may stand behind cramps and restless legs."`
	Remedies  remediesCommand  `cmd:"" help:"Say what may help, what to ask about first, and what is not for you."`
	Trial     trialCommand     `cmd:"" help:"Test a remedy on nights that are drawn by lot."`
	Analyze   analyzeCommand   `cmd:"" help:"Analyse a table of nights from elsewhere, such as trials drawn by lot."`
	Foods     foodsCommand     `cmd:"" help:"Look up what foods hold, or check your usual food."`
	Knowledge knowledgeCommand `cmd:"" help:"Look up what Charley knows, and where it comes from."`

	Serve   serveCommand   `cmd:"" help:"Show the diary in the browser, on this machine or to a phone."`
	Account accountCommand `cmd:"" help:"Set up how you sign in, and see what may come in."`
	Pair    pairCommand    `cmd:"" help:"Let the phone at the bed in, without a password."`
	Token   tokenCommand   `cmd:"" help:"Let a button, a program or a calendar in, and shut it out."`
	People  peopleCommand  `cmd:"" help:"Look after who can sign in, where several people share a server."`
	Access  accessCommand  `cmd:"" help:"Let somebody in to your diary, and see who has looked."`
	TLS     tlsCommand     `cmd:"" name:"tls" help:"Make and show the certificates with which a phone reaches Charley."`
	Demo    demoCommand    `cmd:"" help:"Look around with a made-up person."`

	Report   reportCommand   `cmd:"" help:"Write the page that a doctor reads in a minute."`
	Export   exportCommand   `cmd:"" help:"Write the whole diary to a file."`
	Import   importCommand   `cmd:"" help:"Read a diary or entries from a file."`
	Backup   backupCommand   `cmd:"" help:"Make, check, list, restore and tidy up backups."`
	Erase    eraseCommand    `cmd:"" help:"Erase the diary and everything about it, for good."`
	Doctor   doctorCommand   `cmd:"" help:"Check whether the diary is well, and say what to do if not."`
	Simulate simulateCommand `cmd:"" help:"Write the nights of a made-up person as a table, with a known truth."`
	Preview  previewCommand  `cmd:"" help:"Write every state of every page to files, from made-up people, to look at."`
	Version  versionCommand  `cmd:"" help:"Say which Charley this is."`
}

// common is what every command takes.
type common struct {
	Data     string   `placeholder:"DIR" help:"Folder of the diary. Also CHARLEY_DATA."`
	Database string   `placeholder:"DSN" help:"Keep the diary in PostgreSQL: postgres://user@host/name. Also CHARLEY_DATABASE, or CHARLEY_DATABASE_FILE for a file that holds it."`
	Person   string   `placeholder:"NAME" help:"Whose diary, where several people share a server. Also CHARLEY_PERSON."`
	Device   string   `placeholder:"NAME" help:"Name of this device, kept with what is written."`
	Reviews  string   `placeholder:"DIR" help:"Folder of reviews of what Charley knows, beside those that come with it. Also CHARLEY_REVIEWS."`
	JSON     bool     `name:"json" help:"Answer in JSON, for programs."`
	Help     helpFlag `short:"h" help:"Show this help."`
}

// A program is one run of the program: the world around it and what every command takes.
type program struct {
	env Env
	common

	forAll bool // the command is about nobody's diary in particular
}
