package api

import (
	"context"
	"net/http"

	"charley"

	"github.com/danielgtaylor/huma/v2"
)

// settings adds the routes for the person's choices.
func (s *server) settings() {
	huma.Register(s.api, huma.Operation{
		OperationID: "get-settings", Method: http.MethodGet, Path: Root + "/settings", Tags: []string{"settings"},
		Summary: "Read the settings", Description: "To a token that may only append, exposures and reminders are left out.", Responses: problems(503),
	}, s.readSettings)
	huma.Register(s.api, huma.Operation{
		OperationID: "put-settings", Method: http.MethodPut, Path: Root + "/settings", Tags: []string{"settings"},
		Summary: "Replace the settings", Description: "Nights that are already written down keep the date they have.",
		MaxBodyBytes: maxBody + 2, BodyReadTimeout: -1, Responses: problems(400, 415, 422, 503, 507),
	}, s.saveSettings)
}

// A settingsBody is charley.Settings with ranges and words for the document.
type settingsBody struct {
	Zone       string         `json:"zone" minLength:"1" maxLength:"64" doc:"home time zone, IANA" example:"Europe/Berlin"`
	NightStart int            `json:"night_start" minimum:"0" maximum:"1439" doc:"minute of the day at which a night begins; 720 is noon" example:"720"`
	Asked      []string       `json:"asked" required:"false" maxItems:"40" doc:"exposures asked each evening, in order; absent or null: the usual set"`
	Own        []ownBody      `json:"own,omitempty" maxItems:"20" doc:"exposures of the person's own, a yes or no a day"`
	Bad        badLimits      `json:"bad" doc:"what makes a night bad, apart from any cramp"`
	Reminders  *remindersBody `json:"reminders,omitempty" doc:"when to be reminded of the check-ins; absent: never"`
}

// A remindersBody is charley.Reminders. When they were changed is not the sender's to say.
type remindersBody struct {
	Morning reminderBody `json:"morning" doc:"the morning check-in"`
	Evening reminderBody `json:"evening" doc:"the evening check-in"`
	Trials  bool         `json:"trials,omitempty" doc:"also the nights of a test by lot, when one may look at it, and its end"`
}

// A reminderBody is charley.Reminder.
type reminderBody struct {
	On bool `json:"on" doc:"whether to be reminded at all"`
	At int  `json:"at" minimum:"0" maximum:"1439" doc:"minute of the day on the clock of the home zone" example:"480"`
}

// An ownBody is charley.Own.
type ownBody struct {
	ID   string `json:"id" pattern:"^own_[a-z0-9_]+$" maxLength:"64" doc:"as stored in evenings" example:"own_choir"`
	Name string `json:"name" minLength:"1" maxLength:"32" doc:"as the person calls it" example:"Choir practice"`
}

// The badLimits are charley.BadLimits.
type badLimits struct {
	Bother    int     `json:"bother" minimum:"1" maximum:"10" doc:"restless bother of at least this" example:"4"`
	SleepLost float64 `json:"sleep_lost" minimum:"1" maximum:"1440" doc:"at least so many minutes of sleep lost" example:"15"`
}

type settingsOutput struct{ Body settingsBody }

func (s *server) readSettings(ctx context.Context, _ *struct{}) (*settingsOutput, error) {
	c := callerOf(ctx)
	set, err := s.app.Settings(ctx, c)
	if err != nil {
		return nil, refuse(err)
	}
	if c.Scope != charley.ScopeAll {
		// The clock of the diary, and the limits that come with its nights: what a
		// person has asked and named themselves says much about them.
		set = charley.Settings{Zone: set.Zone, NightSpan: set.NightSpan, Bad: set.Bad}
	}
	return &settingsOutput{Body: bodyOf(set)}, nil
}

type settingsInput struct{ Body settingsBody }

func (s *server) saveSettings(ctx context.Context, in *settingsInput) (*settingsOutput, error) {
	set := in.Body.settings()
	if err := s.app.SaveSettings(ctx, callerOf(ctx), set); err != nil {
		return nil, refuse(err)
	}
	return &settingsOutput{Body: bodyOf(set)}, nil
}

func bodyOf(s charley.Settings) settingsBody {
	out := settingsBody{Zone: s.Zone, NightStart: int(s.NightSpan), Asked: s.Asked, Bad: limitsOf(s.Bad)}
	for _, o := range s.Own {
		out.Own = append(out.Own, ownBody(o))
	}
	if r := s.Reminders; !r.Same(charley.Reminders{}) {
		out.Reminders = &remindersBody{Morning: reminderBody(r.Morning), Evening: reminderBody(r.Evening), Trials: r.Trials}
	}
	return out
}

func limitsOf(b charley.BadLimits) badLimits {
	return badLimits{Bother: b.Bother, SleepLost: float64(b.SleepLost)}
}

func (b settingsBody) settings() charley.Settings {
	var own []charley.Own
	for _, o := range b.Own {
		own = append(own, charley.Own(o))
	}
	var reminders charley.Reminders
	if r := b.Reminders; r != nil {
		reminders = charley.Reminders{Morning: charley.Reminder(r.Morning), Evening: charley.Reminder(r.Evening), Trials: r.Trials}
	}
	return charley.Settings{
		Reminders: reminders, Own: own, Zone: b.Zone, NightSpan: charley.Span(b.NightStart), Asked: b.Asked,
		Bad: charley.BadLimits{Bother: b.Bad.Bother, SleepLost: charley.Minutes(b.Bad.SleepLost)},
	}
}
