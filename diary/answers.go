package diary

import (
	"encoding/json"
	"fmt"

	"charley"
)

// readAnswers takes answers about legs at night, one register a question. What
// a question may be answered with is the codebook's business; here an answer
// only has to have one of the shapes that the codebook knows: yes or no, a word,
// a number, a list of words, or a pair of numbers.
func (d *Draft) readAnswers(f Field, raw json.RawMessage) error {
	var answers map[string]json.RawMessage
	if json.Unmarshal(raw, &answers) != nil || answers == nil {
		return f.wrong(raw, "must be an object of answers")
	}
	if len(answers) > maxAnswers {
		return f.wrong(nil, fmt.Sprintf("must hold at most %d answers", maxAnswers))
	}
	for _, id := range charley.Fields(answers).Keys() {
		one := Field{Name: charley.AnswerPrefix + charley.Clip(id)}
		if why := badCode(id); why != "" {
			return one.wrong(nil, why)
		}
		if charley.IsNull(answers[id]) {
			continue // not asked
		}
		v, ok := answerValue(answers[id])
		if !ok {
			return one.wrong(answers[id], "must be true, false, a number, a word, a list of words, or [low, high]")
		}
		d.Fields[charley.AnswerPrefix+id] = v
	}
	return nil
}

// maxAnswers is more than the codebook has questions.
const maxAnswers = 400

// answerValue is the canonical form of an answer.
func answerValue(raw json.RawMessage) (json.RawMessage, bool) {
	var yes bool
	if json.Unmarshal(raw, &yes) == nil {
		return charley.Value(yes), true
	}
	if n, ok := parseNumber(raw); ok {
		return charley.Value(n), true
	}
	var word string
	if json.Unmarshal(raw, &word) == nil {
		return charley.Value(word), badText(word, MaxName, false) == "" && word != ""
	}
	var words []string
	if json.Unmarshal(raw, &words) == nil && words != nil {
		for _, w := range words {
			if badText(w, MaxName, false) != "" || w == "" {
				return nil, false
			}
		}
		return charley.Value(words), len(words) <= MaxList
	}
	var pair []json.RawMessage
	if json.Unmarshal(raw, &pair) != nil || len(pair) != 2 {
		return nil, false
	}
	low, ok1 := parseNumber(pair[0])
	high, ok2 := parseNumber(pair[1])
	return charley.Value([2]float64{low, high}), ok1 && ok2
}
