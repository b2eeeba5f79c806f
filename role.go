package charley

// A Role is what somebody is to a diary.
type Role string

// The roles. An administrator is none of them: it is an account that also looks
// after who can sign in, and that sees nobody's diary but its own.
const (
	RolePerson    Role = "person"    // whose diary it is
	RoleHousehold Role = "household" // lives with them, and may do with it what a paired phone may
	RoleClinician Role = "clinician" // was let in by them, until a day, to read
)
