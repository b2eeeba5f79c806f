package store

import (
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

// postgresConfig reads the address of a database. Left to itself, the driver would take TLS if it is offered, from
// whoever offers it, and do without otherwise. So a server on another machine must show a certificate that is trusted
// for its name, unless the address or PGSSLMODE says what is wanted instead.
func postgresConfig(dsn string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil || strings.Contains(dsn, "sslmode") || os.Getenv("PGSSLMODE") != "" {
		return config, err
	}
	for _, f := range config.Fallbacks {
		if !onThisMachine(f.Host) {
			return pgx.ParseConfig(withVerifiedTLS(dsn))
		}
	}
	if !onThisMachine(config.Host) {
		return pgx.ParseConfig(withVerifiedTLS(dsn))
	}
	return config, nil
}

// onThisMachine says that what is sent to a host cannot be read on the way: it is the folder of a socket, or this
// machine by the name or address that means nothing else.
func onThisMachine(host string) bool {
	addr, err := netip.ParseAddr(host)
	return strings.HasPrefix(host, "/") || host == "localhost" || err == nil && addr.IsLoopback()
}

// withVerifiedTLS is an address, in one of its two forms, that wants a trusted certificate.
func withVerifiedTLS(dsn string) string {
	if u, err := url.Parse(dsn); err == nil && u.Scheme != "" {
		q := u.Query()
		q.Set("sslmode", "verify-full")
		u.RawQuery = q.Encode()
		return u.String()
	}
	return dsn + " sslmode=verify-full"
}
