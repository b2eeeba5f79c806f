package web

import (
	"net/http"
	"strings"

	"charley/app"
	"charley/handout"
)

// A route is one address, who may use it, and what answers there.
type route struct {
	pattern string // method and path, as http.ServeMux reads them
	needs   need
	handler http.Handler
}

// A need is what somebody must be allowed before a route answers them.
type need string

const (
	needOpen    need = "open"    // nothing: it shows no diary, or is the way in
	needDevice  need = "device"  // to be let in at all: it is about the device in the hand
	needAppend  need = "append"  // to add entries and read the last day, as a paired phone may
	needRead    need = "read"    // to read the diary and what it comes to
	needAll     need = "all"     // everything: it is the person whose diary it is
	needAccount need = "account" // to be signed in: it is about oneself and whom one was let in by
	needPeople  need = "people"  // to look after who can sign in on this server
	needFeed    need = "feed"    // to read the feed of reminders, as a calendar may
)

// routes are all addresses of the program but those of the API, which package
// api adds under /api/. Changes are POSTs that answer with 303 to a page, so
// that a reload never repeats one.
func (s *site) routes() []route {
	return []route{
		// Now: one tap when it starts, relief while it runs.
		{"GET /{$}", needAppend, s.page(showNow)},
		{"POST /now", needAppend, s.page(tapNow)},
		{"GET /now/pack", needAppend, s.page(showPack)},
		{"GET /entries/{id}/running", needAppend, s.page(showRunning)},
		{"POST /entries/{id}/running", needAppend, s.page(saveRunning)},
		{"POST /entries/{id}/easing", needAppend, s.page(saveEasing)},
		{"GET /entries/{id}/eased", needAppend, s.page(showEased)},
		{"POST /entries/{id}/eased", needAppend, s.page(saveEased)},

		// The two check-ins.
		{"GET /morning", needAll, s.page(showMorning)},
		{"POST /morning", needAll, s.page(saveMorning)},
		{"GET /evening", needAll, s.page(showEvening)},
		{"POST /evening", needAll, s.page(saveEvening)},

		// Looking back, and mending.
		{"GET /nights", needRead, s.page(showNights)},
		{"GET /nights/{night}", needRead, s.page(showNight)},
		{"POST /nights/{night}/episode", needAll, s.page(addToNight)},
		{"POST /nights/{night}/away", needAll, s.page(saveAway)},
		{"GET /entries/{id}", needAll, s.page(showEntry)},
		{"POST /entries/{id}", needAll, s.page(saveEntry)},
		{"POST /entries/{id}/remove", needAppend, s.page(removeEntry)},
		{"POST /entries/{id}/restore", needAppend, s.page(restoreEntry)},

		// The person and their choices.
		{"GET /about-you", needAll, s.page(showAbout)},
		{"POST /about-you", needAll, s.page(saveAbout)},
		{"POST /about-you/medicine", needAll, s.page(savePick)},
		{"GET /settings", needAll, s.page(showSettings)},
		{"POST /settings", needAll, s.page(saveSettings)},
		{"POST /settings/reminders", needAll, s.page(saveReminders)},
		{"POST /settings/backup", needAll, s.page(makeBackup)},
		{"GET /settings/erase", needAll, s.page(showErase)},
		{"POST /settings/erase", needAll, s.page(erase)},
		{"POST /settings/feed", needAll, s.page(makeFeed)},
		{"POST /settings/feed/off", needAll, s.page(stopFeed)},
		{"GET /feed/{file}", needFeed, http.HandlerFunc(s.feed)},
		{"GET /settings/charley.ics", needAll, s.page(takeCalendar)},
		{"POST /palette", needDevice, s.page(savePalette)},
		{"POST /language", needDevice, s.page(saveLanguage)},

		// What it is: the questionnaire, the verdict, the page of a warning sign.
		{"GET /answers/what", needRead, s.page(showWhat)},
		{"GET /answers/what/ask", needAll, s.page(showAsk)},
		{"POST /answers/what/ask", needAll, s.page(saveAsk)},
		{"POST /answers/what/flags/{flag}", needAll, s.page(endFlag)},
		{"GET /answers/what/sit", needAll, s.page(showSit)},
		{"POST /answers/what/sit", needAll, s.page(saveSit)},
		// What may lie behind it, and what may help.
		{"GET /answers/why", needRead, s.page(showWhy)},
		{"POST /answers/why", needAll, s.page(saveWhy)},
		{"GET /answers/help", needRead, s.page(showHelp)},
		{"GET /answers/help/{id}", needRead, s.page(showRemedy)},
		{"POST /answers/help/{id}/tried", needAll, s.page(saveTried)},
		{"GET /answers/food", needAll, s.page(showFood)},
		{"POST /answers/food", needAll, s.page(saveFood)},

		// Tests by lot. The helper's list is given out in answer to a button and stands
		// in no address that a link leads to.
		{"GET /tests", needRead, s.page(showTests)},
		{"POST /tests", needAll, s.page(startTrial)},
		{"GET /tests/new", needAll, s.page(showPlan)},
		{"GET /tests/{id}", needRead, s.page(showTrial)},
		{"POST /tests/{id}/look", needAll, s.page(takeLook)},
		{"POST /tests/{id}/stop", needAll, s.page(stopTrial)},
		{"POST /tests/{id}/guess", needAll, s.page(saveGuess)},
		{"GET /tests/{id}/harm", needAll, s.page(showHarm)},
		{"POST /tests/{id}/harm", needAll, s.page(saveHarm)},
		{"POST /tests/{id}/harm/{harm}/end", needAll, s.page(endHarm)},
		{"GET /tests/{id}/list", needAll, s.page(showHelper)},
		{"POST /tests/{id}/list", needAll, s.page(openHelper)},

		// To read.
		{"GET /known", needRead, s.page(showKnown)},
		{"GET /known/{id}", needRead, s.page(showRecord)},

		// Out of the house: a report for a doctor, the diary as files, and paper there and back.
		{"GET " + sharePath, needAll, s.page(showShare)},
		{"POST " + sharePath, needAll, s.page(saveShare)},
		{"GET " + reportPath, needRead, s.page(showReport)},
		{"GET " + reportPath + ".pdf", needRead, s.page(takeReport(handout.PDF))},
		{"GET " + reportPath + ".txt", needRead, s.page(takeReport(handout.Text))},
		{"GET " + reportPath + ".fhir.json", needRead, s.page(takeRecords)},
		{"GET " + paperPath + ".pdf", needAll, s.page(takePaper)},
		{"GET " + paperPath, needAll, s.page(showPaper)},
		{"POST " + paperPath, needAll, s.page(savePaper)},

		// How a phone comes to trust this server.
		{"GET /trust", needOpen, http.HandlerFunc(s.showTrust)},
		{"GET " + trustFile, needOpen, http.HandlerFunc(s.giveCertificate)},
		// What a phone keeps, to show the first page without a network.
		{"GET /shell", needOpen, fixed("text/html; charset=utf-8", func() []byte { return s.shell.page })},
		{"GET /away", needOpen, fixed("text/html; charset=utf-8", func() []byte { return s.shell.away })},
		{"GET /sw.js", needOpen, fixed("text/javascript; charset=utf-8", func() []byte { return s.shell.worker })},
		{"GET /manifest.webmanifest", needOpen, fixed("application/manifest+json", func() []byte { return s.shell.manifest })},

		// Hiding everything on this browser behind a clock, and showing it again.
		{"POST " + hidePath, needOpen, http.HandlerFunc(hide)},
		{"GET " + clockPath, needOpen, http.HandlerFunc(s.showClock)},
		{"POST " + clockPath, needOpen, http.HandlerFunc(openAgain)},
		{"GET /shell/clock", needOpen, fixed("text/html; charset=utf-8", func() []byte { return s.shell.clock })},

		// The door: to come in, to leave, and to show again who one is.
		{"GET /sign-in", needOpen, s.door(showSignIn)},
		{"POST /sign-in", needOpen, s.door(signIn)},
		{"GET /sign-in/recovery", needOpen, s.door(showRecovery)},
		{"GET /sign-out", needDevice, s.page(showSignOut)},
		{"POST /sign-out", needDevice, s.page(signOut)},
		{"GET /confirm", needAccount, s.page(showConfirm)},
		{"POST /confirm", needAccount, s.page(confirm)},
		{"POST /passkey/known", needOpen, s.door(askKnown)},
		{"POST /passkey/new", needAccount, s.page(askNew)},
		// One-time links, and what the owner's leads to.
		{"GET /setup/{link}", needOpen, s.door(showLink(app.LinkSetup, "setup."))},
		{"POST /setup/{link}", needOpen, s.door(useLink(app.LinkSetup, "setup.", "/setup"))},
		{"GET /setup", needAccount, s.page(showSetup)},
		{"POST /setup", needAccount, s.page(saveSetup)},
		{"GET /pair/{link}", needOpen, s.door(showLink(app.LinkPair, "pair."))},
		{"POST /pair/{link}", needOpen, s.door(useLink(app.LinkPair, "pair.", "/"))},
		// What may come in. Where a secret is made, the form is answered with it and
		// not with 303: it stands in no address, and a reload makes another.
		{"GET " + credentialsPath, needAccount, s.page(showCredentials)},
		{"POST /settings/password", needAccount, s.page(savePassword)},
		{"POST /settings/passkeys", needAccount, s.page(addPasskey)},
		{"POST /settings/passkeys/remove", needAccount, s.page(removePasskey)},
		{"POST /settings/recovery", needAccount, s.page(newRecovery)},
		{"POST /settings/devices/revoke", needAll, s.page(revokeDevice)},
		{"POST /settings/devices/others", needAll, s.page(revokeOthers)},
		{"GET /settings/pair", needAll, s.page(showPair)},
		{"POST /settings/pair", needAll, s.page(pairPhone)},
		{"GET /settings/button", needAll, s.page(showButton)},
		{"POST /settings/button", needAll, s.page(addButton)},

		// Several people: whom one lets in, whom one was let in by, and who can sign in here.
		{"GET " + accessPath, needAll, s.page(showAccess)},
		{"POST " + accessPath, needAll, s.page(letIn)},
		{"POST " + accessPath + "/end", needAll, s.page(takeBack)},
		{"GET " + adminPath, needPeople, s.page(showAccounts)},
		{"POST " + adminPath, needPeople, s.page(addAccount)},
		{"POST " + adminPath + "/link", needPeople, s.page(newWayIn)},
		{"POST " + adminPath + "/admin", needPeople, s.page(setAdmin)},
		{"POST " + adminPath + "/end", needPeople, s.page(endAccount)},
		{"POST " + namePath, needAccount, s.page(saveName)},
		{"GET " + peoplePath, needAccount, s.page(showPeople)},
		{"GET " + diaryRoute, needAccount, http.HandlerFunc(s.enterDiary)},
		{"POST " + diaryRoute, needAccount, http.HandlerFunc(s.enterDiary)},

		// For programs.
		{"GET /healthz", needOpen, http.HandlerFunc(s.health)},
		{"GET /readyz", needOpen, http.HandlerFunc(s.ready)},
		{"GET /static/", needOpen, s.assets.serve(s.problem(http.StatusNotFound))},
	}
}

// Addresses are the patterns of all routes that are looked at, by their path.
func Addresses() []string {
	var out []string
	for _, r := range (&site{}).routes() {
		if path, ok := strings.CutPrefix(r.pattern, "GET "); ok {
			out = append(out, path)
		}
	}
	return out
}
