# triggers_fast.R -- five rules in use for "which exposures precede my bad nights", on simulated diaries.
#   Rscript triggers_fast.R DATADIR OUTCSV "90,180" [first last]
# DATADIR holds diaries.csv and diary_truth.csv as simulate.R writes them. One row per diary, length, rule and exposure.
suppressPackageStartupMessages({ library(MASS); library(glmmTMB); library(survival) })
a <- commandArgs(TRUE); dir <- if (length(a)) a[1] else "data"; outf <- if (length(a) > 1) a[2] else "results/triggers_fast.csv"
ns <- if (length(a) > 2) as.integer(strsplit(a[3], ",")[[1]]) else c(90L, 180L)
D <- read.csv(file.path(dir, "diaries.csv")); TR <- read.csv(file.path(dir, "diary_truth.csv"))
EX <- unique(TR$exposure); unit <- TR$unit[match(EX, TR$exposure)]
ids <- unique(D$diary); if (length(a) > 4) ids <- ids[as.integer(a[4]):as.integer(a[5])]
R <- list()
add <- function(d, n, m, est, se, p, secs, sel = NULL) R[[length(R) + 1]] <<- data.frame(diary = d, n = n, method = m, exposure = EX, est = unname(est), lo = unname(est - 1.96 * se), hi = unname(est + 1.96 * se), p = unname(p), sel = if (is.null(sel)) NA else sel, secs = secs)
NAv <- rep(NA_real_, length(EX))
for (id in ids) { for (n in ns) {
  d <- D[D$diary == id & D$night <= n, ]; X <- as.matrix(d[, EX])
  for (j in seq_along(EX)) { for (w in 0:1) { i <- d$weekend == w & is.na(X[, j]); if (any(i)) { m <- mean(X[d$weekend == w, j], na.rm = TRUE); X[i, j] <- if (is.finite(m)) m else 0 } } }
  X <- sweep(X, 2, unit, "/"); raw <- as.matrix(d[, EX]); o <- !is.na(d$count); y <- d$count[o]; Xo <- X[o, ]; t <- (d$night[o] - mean(d$night)) / n; wk <- d$weekend[o]
  # 1, 2 what tracker apps do: nights with against nights without (amounts split at the median); Fisher on bad or not, and the bare ratio
  tm <- system.time({ p <- est <- NAv; rat <- NAv
    for (j in seq_along(EX)) { x <- raw[o, j]; k <- !is.na(x); if (length(unique(x[k])) > 2) x <- as.integer(x > median(x[k])); b <- as.integer(y > 0)
      tb <- table(factor(x[k], 0:1), factor(b[k], 0:1)); p[j] <- if (min(rowSums(tb)) > 0 && min(colSums(tb)) > 0) fisher.test(tb)$p.value else 1
      m1 <- mean(y[k & x == 1]); m0 <- mean(y[k & x == 0]); rat[j] <- if (is.finite(m1) && is.finite(m0) && m0 > 0) m1 / m0 else NA; est[j] <- log(rat[j]) } })[3]
  add(id, n, "naive_fisher", est, NA, p, tm); add(id, n, "naive_ratio_25pct", est, NA, NAv, tm, as.integer(!is.na(rat) & abs(log(rat)) > log(1.25)))
  # 3 Cox, one exposure at a time, gap time since the last bad night (what headache diaries do)
  tm <- system.time({ p <- est <- se <- NAv; ev <- as.integer(y > 0); g <- integer(length(ev)); for (i in seq_along(ev)) g[i] <- if (i == 1 || ev[i-1] == 1) 0 else g[i-1] + 1
    for (j in seq_along(EX)) { f <- tryCatch(suppressWarnings(coxph(Surv(g, g + 1, ev) ~ Xo[, j])), error = function(e) NULL); if (!is.null(f)) { s <- summary(f)$coef; est[j] <- s[1]; se[j] <- s[3]; p[j] <- s[5] } } })[3]
  add(id, n, "cox_univariate", est, se, p, tm)
  # 4 negative-binomial GLM, all exposures + weekend + trend
  df <- data.frame(y, Xo, wk, t)
  tm <- system.time({ f <- tryCatch(suppressWarnings(glm.nb(y ~ ., df)), error = function(e) NULL); p <- est <- se <- NAv; if (!is.null(f)) { s <- summary(f)$coef; i <- match(EX, rownames(s)); est <- s[i, 1]; se <- s[i, 2]; p <- s[i, 4] } })[3]
  add(id, n, "negbin_glm", est, se, p, tm)
  # 5 the same with a night effect, AR(1)
  tm <- system.time({ df$nf <- factor(d$night[o], levels = d$night); df$g <- factor(1); p <- est <- se <- NAv
    f <- tryCatch(suppressWarnings(glmmTMB(as.formula(paste("y ~ ", paste(EX, collapse = "+"), "+ wk + t + ar1(nf + 0 | g)")), family = nbinom2, data = df)), error = function(e) NULL)
    if (!is.null(f)) { s <- summary(f)$coefficients$cond; i <- match(EX, rownames(s)); est <- s[i, 1]; se <- s[i, 2]; p <- s[i, 4] } })[3]
  add(id, n, "glmmTMB_nb_ar1", est, se, p, tm) }
  if (id %% 10 == 0) write.csv(do.call(rbind, R), outf, row.names = FALSE) }
write.csv(do.call(rbind, R), outf, row.names = FALSE)
