// Package homeca makes the certificates of a home: an authority of its own, that
// a phone is told once to trust, and the certificate of the server, signed by it.
//
// A phone that trusts an authority trusts it for everything it signs. So this
// one is tied down in its own certificate: it can vouch for the names it was
// made for, for names that end in .local, and for addresses inside a home, and
// for no website on earth, even if somebody steals its key.
//
// It opens no file and knows no clock: times and the source of chance are
// arguments, certificates and keys come and go as PEM.
//
//	authority, err := homeca.New(names, now, rand.Reader)
//	pair, err := authority.Issue(names, now, rand.Reader)
//	tlsCertificate, err := tls.X509KeyPair(pair.Cert, pair.Key)
package homeca
