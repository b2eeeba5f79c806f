package browser

import "github.com/chromedp/chromedp"

func tap(selector string) chromedp.Action[chromedp.Void] { return chromedp.Tap(chromedp.CSS(selector)) }

func reload() chromedp.Action[chromedp.Void] { return chromedp.Reload() }

func setValue(selector, value string) chromedp.Action[chromedp.Void] {
	return chromedp.SetValue(chromedp.CSS(selector), value)
}
