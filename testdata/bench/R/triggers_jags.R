# triggers_jags.R -- reference spike-and-slab posterior by JAGS (negative binomial, AR(1), the priors of the search) on a few diaries.
#   Rscript triggers_jags.R DATADIR OUTCSV "1,2,3" NIGHTS [iter]
suppressPackageStartupMessages({ library(rjags); library(coda) }); a <- commandArgs(TRUE)
ids <- as.integer(strsplit(a[3], ",")[[1]]); n <- as.integer(a[4]); iter <- if (length(a) > 4) as.integer(a[5]) else 6000
D <- read.csv(file.path(a[1], "diaries.csv")); TR <- read.csv(file.path(a[1], "diary_truth.csv")); EX <- unique(TR$exposure); unit <- TR$unit[match(EX, TR$exposure)]; J <- length(EX)
model <- "model {
  for (t in 1:n) { mu[t] <- exp(min(a + inprod(X[t,], b) + bw*wk[t] + bt*tt[t] + u[t], 6)); pr[t] <- k/(k+mu[t]) }
  for (i in 1:nobs) { y[i] ~ dnegbin(pr[obs[i]], k) }
  u[1] ~ dnorm(0, 1/(sig*sig)); for (t in 2:n) { u[t] ~ dnorm(phi*u[t-1], 1/(sig*sig*(1-phi*phi))) }
  for (j in 1:J) { g[j] ~ dbern(pi); be[j] ~ dnorm(0, 1/.49); b[j] <- g[j]*be[j] }
  pi ~ dbeta(1, J/2); a ~ dnorm(0, 1/2.25); bw ~ dnorm(0, 4); bt ~ dnorm(0, 1)
  tau ~ dexp(1.5); w ~ dunif(0,1); psi ~ dnorm(.4, 4); phi <- (exp(2*psi)-1)/(exp(2*psi)+1)
  sig <- max(tau*cos(w*1.5707963), .001); s <- max(tau*sin(w*1.5707963), .01); k <- 1/(s*s) }"
R <- list()
for (id in ids) { d <- D[D$diary == id & D$night <= n, ]; X <- as.matrix(d[, EX])
  for (j in 1:J) { for (q in 0:1) { i <- d$weekend == q & is.na(X[, j]); if (any(i)) X[i, j] <- mean(X[d$weekend == q, j], na.rm = TRUE) }; X[, j] <- X[, j] / unit[j]; X[, j] <- X[, j] - mean(X[, j]) }
  sc <- ifelse(unit > 1, 2 * apply(X, 2, function(x) sqrt(mean(x^2))), 1); X <- sweep(X, 2, sc, "/"); o <- which(!is.na(d$count))
  dat <- list(n = n, nobs = length(o), obs = o, y = d$count[o], X = X, J = J, wk = d$weekend - mean(d$weekend), tt = (seq_len(n) - .5) / n - .5)
  tm <- system.time({ m <- jags.model(textConnection(model), dat, n.chains = 3, n.adapt = 1000, quiet = TRUE); update(m, 1500, progress.bar = "none"); s <- coda.samples(m, c("g", "b"), iter, progress.bar = "none") })[3]
  M <- as.matrix(s); pip <- colMeans(M[, paste0("g[", 1:J, "]")]); B <- sweep(M[, paste0("b[", 1:J, "]")], 2, sc, "/"); rh <- max(gelman.diag(s[, paste0("b[", 1:J, "]")], multivariate = FALSE)$psrf[, 1], na.rm = TRUE)
  or <- order(-pip); acc <- cumsum(1 - pip[or]) / seq_len(J); sel <- integer(J); kx <- which(acc <= .10); if (length(kx)) sel[or[seq_len(max(kx[kx == seq_along(kx)]))]] <- 1L
  R[[length(R) + 1]] <- data.frame(diary = id, n = n, method = "jags_spike_slab", exposure = EX, est = colMeans(B), lo = apply(B, 2, quantile, .025), hi = apply(B, 2, quantile, .975), p = NA, sel = sel, secs = tm, pip = pip, rhat = rh)
  write.csv(do.call(rbind, R), a[2], row.names = FALSE) }
