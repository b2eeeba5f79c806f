package trial

// PowerOf is Power for other effects and numbers of trials.
var PowerOf = power
