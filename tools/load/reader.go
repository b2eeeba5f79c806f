package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// A reader is a person who looks at their nights every second, on the page and over the API in turns.
type reader struct {
	person person
	server *server
	offset time.Duration
	pages  []time.Duration
	lists  []time.Duration
	failed []string
}

func newReader(i int, p person, servers []*server) *reader {
	return &reader{person: p, server: servers[i%len(servers)], offset: time.Duration(i) * 47 * time.Millisecond % time.Second}
}

func (x *reader) read(ctx context.Context, begin time.Time, lasting time.Duration) {
	for n := range int(lasting / time.Second) {
		due := begin.Add(x.offset + time.Duration(n)*time.Second)
		time.Sleep(time.Until(due))
		path, took := "/nights", &x.pages
		if n%2 == 1 {
			path, took = "/api/v1/nights", &x.lists
		}
		status, _, body, err := x.person.ask(ctx, http.MethodGet, x.server.base+path, nil)
		if err == nil && (status != http.StatusOK || len(body) < 1000) { // a page to sign in, or an empty list, is no night
			err = fmt.Errorf("GET %s was answered with %d and %d bytes", path, status, len(body))
		}
		if err != nil {
			x.failed = append(x.failed, errors.Join(err, ctx.Err()).Error())
		}
		*took = append(*took, time.Since(due))
	}
}
