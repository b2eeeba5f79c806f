// Package doctor looks a diary over and says in plain words whether it is well,
// and if not, what is damaged and what to type. It never changes the diary: it
// works beside a running server, and on what a killed one left.
//
// It does not repair. A damaged diary is brought back from a backup, and what
// is newer than that is written to a file by Salvage, for people to judge.
//
//	report, err := doctor.Examine(ctx, doctor.Patient{Dir: "/var/lib/charley", Now: time.Now})
//	if err == nil && !report.Well {
//		fmt.Println(report)
//	}
package doctor
