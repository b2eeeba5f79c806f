package app

import (
	"sync"

	"charley/trial"
)

// seals remember sealed texts that were read and drawn again: that takes a
// millisecond, which is most of what the first page would wait for. A text that is
// in here is what it was, to the byte, when it was found sound.
type seals struct {
	mu    sync.Mutex
	texts map[string]trial.Sealed
}

// mostSeals is how many are kept: more than anybody runs trials.
const mostSeals = 64

// read is trial.ParseSealed. What it returns must not be changed.
func (l *seals) read(text string) (trial.Sealed, error) {
	l.mu.Lock()
	s, ok := l.texts[text]
	l.mu.Unlock()
	if ok {
		return s, nil
	}
	s, err := trial.ParseSealed(text)
	if err != nil {
		return s, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.texts) >= mostSeals {
		clear(l.texts)
	}
	l.texts[text] = s
	return s, nil
}

func (l *seals) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.texts)
}
