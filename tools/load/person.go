package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
	"charley/simulate"
)

// A person is somebody with a browser in which they are signed in.
//
// It is the session of a browser and not a token, because that is what a phone's outbox sends with. A token is paced at
// sixty requests a minute in each server, which is just one a second: whoever sends one entry twice would be refused,
// and the figure would be about that.
type person struct {
	caller charley.Caller
	client *http.Client
	cookie *http.Cookie
}

// patience is how long a person waits for an answer before they do not know.
const patience = 10 * time.Second

// newClient is a browser of its own: nobody shares a connection.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       patience,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 2, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// comeIn opens a one-time link and keeps the cookie it is answered with.
func (p *person) comeIn(ctx context.Context, at *server, secret string) error {
	status, header, _, err := p.ask(ctx, http.MethodPost, at.base+"/setup/"+secret, nil)
	if err != nil {
		return err
	}
	for _, c := range (&http.Response{Header: header}).Cookies() {
		if c.Name == "charley" {
			p.cookie = c
			return nil
		}
	}
	return fmt.Errorf("the link was answered with %d and no cookie", status)
}

// ask sends a request and reads the answer to its end.
func (p *person) ask(ctx context.Context, method, address string, body []byte) (status int, header http.Header, answer []byte, err error) {
	r, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if p.cookie != nil {
		r.AddCookie(p.cookie)
	}
	got, err := p.client.Do(r)
	if err != nil {
		return 0, nil, nil, err
	}
	answer, err = io.ReadAll(got.Body)
	return got.StatusCode, got.Header, answer, errors.Join(err, got.Body.Close())
}

// entries is the whole diary of a person, as the API of one server lists it.
func (p *person) entries(ctx context.Context, at *server) (all []map[string]any, err error) {
	for after := ""; ; {
		status, _, body, err := p.ask(ctx, http.MethodGet, at.base+"/api/v1/entries?limit=500&after="+after, nil)
		if err != nil || status != http.StatusOK {
			return nil, errors.Join(err, fmt.Errorf("the list of entries was answered with %d", status))
		}
		var page struct {
			Items []map[string]any
			Next  string
		}
		if err := json.Unmarshal(body, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if after = page.Next; after == "" {
			return all, nil
		}
	}
}

// live gives a person nights that lie behind them.
func live(ctx context.Context, a *app.App, c charley.Caller, nights int, seed uint64) error {
	if nights == 0 {
		return nil
	}
	o := simulate.Demo(nights, seed)
	for item := range simulate.Person(o).Items() {
		draft, err := diary.NewDraft(item.Kind, item.Body)
		if err != nil {
			return err
		}
		if _, err := a.Put(ctx, c, item.ID, draft); err != nil {
			return err
		}
	}
	return nil
}
