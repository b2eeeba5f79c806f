// Package fhir holds the check of the FHIR that Charley writes: against the structures and invariants that HL7
// published for R4, against the official JSON Schema, and against what a diary must keep to. The check itself is
// tested by faults that are planted and must be found. It tests nothing else, and is no part of the program.
//
//	(cd test/fhir && npm ci --ignore-scripts)
//	go test ./test/fhir
package fhir
