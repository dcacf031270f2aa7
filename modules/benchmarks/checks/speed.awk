# Medians of images/s, and of the rounds' ratios of vaelab over a peer, with the least and the greatest.

{
  key = $1 " vae, batch " $2
  if (!(key in seen)) { seen[key] = 1; cases[++count] = key }
  speed[key, $4, $3] = $5
  if ($3 > rounds) rounds = $3
  if ($4 != "vaelab") peers = 1
}

# The numbers of list[1] to list[n] in order.
function sorted(list, n,    i, j, x) {
  for (i = 2; i <= n; i++) {
    x = list[i]
    for (j = i - 1; j >= 1 && list[j] > x; j--) list[j + 1] = list[j]
    list[j + 1] = x
  }
}

function middle(list, n) {
  sorted(list, n)
  return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function speeds(key, who,    list, n, r) {
  for (r = 1; r <= rounds; r++) if ((key, who, r) in speed) list[++n] = speed[key, who, r]
  return n ? sprintf("%.0f", middle(list, n)) : absent(who)
}

function ratios(key, who,    list, n, r) {
  for (r = 1; r <= rounds; r++)
    if ((key, who, r) in speed && (key, "vaelab", r) in speed)
      list[++n] = speed[key, "vaelab", r] / speed[key, who, r]
  if (!n) return absent(who)
  r = middle(list, n)
  return sprintf("%.2f (%.2f to %.2f)", r, list[1], list[n])
}

function absent(who) { return peers || who == "vaelab" ? "failed" : missing }

END {
  print "| images/s | vaelab | PyTorch eager | vaelab / eager | PyTorch CUDA graphs | vaelab / graphs |"
  print "|---|---:|---:|---:|---:|---:|"
  for (i = 1; i <= count; i++)
    printf "| %s | %s | %s | %s | %s | %s |\n", cases[i], speeds(cases[i], "vaelab"), \
      speeds(cases[i], "eager"), ratios(cases[i], "eager"), speeds(cases[i], "graphs"), ratios(cases[i], "graphs")
}
