// Package share puts together what leaves the bedside: the report that a doctor reads in a minute, as a value, and
// the diary on its way to another program. Both hold numbers and names of records, and no sentence: handout puts the
// report into words, fhir and tabular write the diary down. Nothing is decided anew here: every number of the report
// is the one that the person sees on their own pages.
//
//	report := share.Assemble(material)
package share
