package api

// What a request to the API may take, for the manual of limits.
const (
	MaxBody  = maxBody   // bytes of a request's body
	MaxStall = stall     // for a reader to take one piece of a long answer
	MaxPage  = pageBytes // bytes of entries in one answer, about
)
