package store

import (
	"crypto/tls"
	"testing"
)

func TestADatabaseElsewhereIsReachedByTLS(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	for dsn, want := range map[string]string{
		"postgres://charley@db.example/legs":                     "verified",
		"postgres://charley@10.0.0.7/legs?application_name=x":    "verified",
		"postgres://charley@localhost,db.example/legs":           "verified",
		"host=db.example user=charley dbname=legs":               "verified",
		"postgres://charley@db.example/legs?sslmode=verify-full": "verified",
		"postgres://charley@db.example/legs?sslmode=disable":     "plain",
		"postgres://charley@localhost/legs":                      "as offered",
		"postgres://charley@127.0.0.1:5433/legs":                 "as offered",
		"postgres:///legs?host=/var/run/postgresql":              "plain", // nothing to listen to on a socket
	} {
		c, err := postgresConfig(dsn)
		if err != nil {
			t.Fatalf("%s: %v", dsn, err)
		}
		wants := []*tls.Config{c.TLSConfig}
		for _, f := range c.Fallbacks {
			wants = append(wants, f.TLSConfig)
		}
		plain, verified := 0, 0
		for _, tc := range wants {
			switch {
			case tc == nil:
				plain++
			case !tc.InsecureSkipVerify && tc.ServerName != "":
				verified++
			}
		}
		got := "as offered"
		switch len(wants) {
		case verified:
			got = "verified"
		case plain:
			got = "plain"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", dsn, got, want)
		}
	}
}
