package web

// sharePath is the page on which the diary leaves the house.
const sharePath = "/share"
