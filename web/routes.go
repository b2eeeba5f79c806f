package web

import "net/http"

// A route is one address and what answers there.
type route struct {
	pattern string // method and path, as http.ServeMux reads them
	handler http.Handler
}

// routes are all addresses of the program but those of the API, which package
// api adds under /api/. Changes are POSTs that answer with 303 to a page, so
// that a reload never repeats one.
func (s *site) routes() []route {
	return []route{
		// Now: one tap when it starts, relief while it runs.
		{"GET /{$}", s.page(showNow)},
		{"POST /now", s.page(tapNow)},
		{"GET /entries/{id}/running", s.page(showRunning)},
		{"POST /entries/{id}/running", s.page(saveRunning)},
		{"POST /entries/{id}/easing", s.page(saveEasing)},
		{"GET /entries/{id}/eased", s.page(showEased)},
		{"POST /entries/{id}/eased", s.page(saveEased)},

		// The two check-ins.
		{"GET /morning", s.page(showMorning)},
		{"POST /morning", s.page(saveMorning)},
		{"GET /evening", s.page(showEvening)},
		{"POST /evening", s.page(saveEvening)},

		// Looking back, and mending.
		{"GET /nights", s.page(showNights)},
		{"GET /nights/{night}", s.page(showNight)},
		{"POST /nights/{night}/episode", s.page(addToNight)},
		{"POST /nights/{night}/away", s.page(saveAway)},
		{"GET /entries/{id}", s.page(showEntry)},
		{"POST /entries/{id}", s.page(saveEntry)},
		{"POST /entries/{id}/remove", s.page(removeEntry)},
		{"POST /entries/{id}/restore", s.page(restoreEntry)},

		// The person and their choices.
		{"GET /about-you", s.page(showAbout)},
		{"POST /about-you", s.page(saveAbout)},
		{"POST /about-you/medicine", s.page(savePick)},
		{"GET /settings", s.page(showSettings)},
		{"POST /settings", s.page(saveSettings)},
		{"POST /palette", s.page(savePalette)},

		// What it is: the questionnaire, the verdict, the page of a warning sign.
		{"GET /answers/what", s.page(showWhat)},
		{"GET /answers/what/ask", s.page(showAsk)},
		{"POST /answers/what/ask", s.page(saveAsk)},
		{"POST /answers/what/flags/{flag}", s.page(endFlag)},
		{"GET /answers/what/sit", s.page(showSit)},
		{"POST /answers/what/sit", s.page(saveSit)},
		// What may lie behind it, and what may help.
		{"GET /answers/why", s.page(showWhy)},
		{"POST /answers/why", s.page(saveWhy)},
		{"GET /answers/help", s.page(showHelp)},
		{"GET /answers/help/{id}", s.page(showRemedy)},
		{"POST /answers/help/{id}/tried", s.page(saveTried)},
		{"GET /answers/food", s.page(showFood)},
		{"POST /answers/food", s.page(saveFood)},

		// To read.
		{"GET /known", s.page(showKnown)},
		{"GET /known/{id}", s.page(showRecord)},

		// What is promised in the design and not built yet.
		{"GET /tests", s.page(showLater)},
		{"GET /share", s.page(showLater)},

		// For programs.
		{"GET /healthz", http.HandlerFunc(s.health)},
		{"GET /readyz", http.HandlerFunc(s.ready)},
		{"GET /static/", s.assets.serve(s.problem(http.StatusNotFound))},
	}
}
