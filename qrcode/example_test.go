package qrcode_test

import (
	"fmt"

	"charley/qrcode"
)

func Example() {
	code, err := qrcode.Of("charley")
	if err != nil {
		panic(err)
	}
	fmt.Println(code.Size, code.Span())
	// Output: 21 29
}
