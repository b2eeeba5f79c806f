package preview

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// An Answer is what a request was answered with.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// A request is a form that is sent, or an address that is looked at.
type request struct {
	method, address string
	form            url.Values
	header          http.Header
	host            string
	secure          bool // over HTTPS
}

// recorder keeps an answer in memory.
type recorder struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(b)
}

// ask makes a request of a handler, as a browser on the same machine would.
func ask(ctx context.Context, handler http.Handler, q request) (Answer, error) {
	bare, _, _ := strings.Cut(q.address, "#") // a browser keeps the place on the page to itself
	at, err := url.Parse(bare)
	if err != nil {
		return Answer{}, err
	}
	body := q.form.Encode()
	r := &http.Request{
		Method: q.method, URL: at, Host: q.host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, RequestURI: bare, RemoteAddr: "127.0.0.1:1",
		Header: q.header.Clone(), Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
	if q.secure {
		r.TLS = &tls.ConnectionState{}
	}
	if q.method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if r.Header.Get("Sec-Fetch-Site") == "" {
			r.Header.Set("Sec-Fetch-Site", "same-origin")
		}
	}
	w := &recorder{header: http.Header{}}
	handler.ServeHTTP(w, r.WithContext(ctx))
	return Answer{Status: w.status, Header: w.header, Body: w.body.Bytes()}, nil
}
