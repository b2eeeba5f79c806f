package web

import "charley/app"

// A signOutPage asks before a device is signed out, and says what stays.
type signOutPage struct {
	Text   string
	Button string
	Phone  bool // only the pairing is left to give up
}

func showSignOut(v *visit) error {
	w := v.site.words
	p := signOutPage{Text: w.T("signout.text"), Button: w.T("signout.submit")}
	switch {
	case v.device.ID == "":
		return v.see("/")
	case v.device.Kind == app.DevicePhone:
		p = signOutPage{Text: w.T("signout.phone.text"), Button: w.T("signout.phone.submit"), Phone: true}
	case cookie(v.r, phoneCookie) != "":
		p.Text = w.T("signout.paired.text")
	}
	return v.show("signout", frame{Title: w.T("signout.title"), Nav: "settings", Page: p})
}

// signOut ends what this browser came in by. A phone that was paired too can
// still log.
//
// What the browser keeps of our pages is cleared with it. What scripts keep is
// cleared only if the page says that nothing there waits to be sent, and no
// pairing is left that needs it: an unsent entry is nowhere else. Cookies go one
// by one, because clearing all of them would sign the person out of everything
// else that this machine serves under the same name.
func signOut(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	if v.device.ID == "" {
		return v.see("/")
	}
	if err := v.site.app.SignOut(v.r.Context(), v.caller); err != nil {
		return err
	}
	phone := v.device.Kind == app.DevicePhone
	if phone {
		dropCookie(v.w, v.r, phoneCookie)
	} else {
		dropCookie(v.w, v.r, sessionCookie)
	}
	paired := !phone && cookie(v.r, phoneCookie) != ""
	if secure(v.r) {
		clear := `"cache"`
		if f.get("outbox") == "empty" && !paired {
			clear += `, "storage"`
		}
		v.w.Header().Set("Clear-Site-Data", clear)
	}
	return v.see(did("/sign-in", didSignOut, ""))
}
