# Runs of vaelab, their numbers, and verdicts. Sourced by gpu; reads root, data and out.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

progress() { echo "... $*" >&2; }

# Verdicts: PASS, FAIL, or NOTE for what is reported and not judged.
verdict() {
  printf '%s  %s\n' "$1" "$2" | tee -a "$out/summary.txt"
}

# What a program said last, for a verdict.
last_words() {
  local words
  words=$(grep -v '^[[:space:]]*$' "$out/logs/$1.log" | tail -n 1)
  echo "${words:-no output}"
}

# train NAME SPEC [option...]: a run, in runs/NAME; true when it was done.
train() {
  local name=$1 spec=$2
  shift 2
  # Of an earlier time; should this run fail, its files must not be taken for this one's.
  rm -rf "$out/runs/${name:?}"
  "$root/vaelab" run "$spec" --data-dir "$data" --out "$out/runs/$name" "$@" \
    >"$out/logs/$name.log" 2>&1
}

metrics() { echo "$out/runs/$1/metrics.csv"; }

# How many epochs of a run are whole; a run that has just begun has no file yet.
epochs_done() {
  local rows=0
  [ -f "$(metrics "$1")" ] && rows=$(wc -l <"$(metrics "$1")")
  echo $((rows > 0 ? rows - 1 : 0))
}

# column NAME HEADING: a line an epoch.
column() {
  awk -F, -v heading="$2" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == heading) c = i; next }
    c { print $c }' "$(metrics "$1")"
}

# All columns of a run but the times.
losses() {
  awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i != "seconds" && $i != "images_per_second") keep[++n] = i }
    { for (i = 1; i <= n; i++) printf "%s%s", $keep[i], i < n ? "," : "\n" }' "$(metrics "$1")"
}

# Whether the losses of two runs are the same text; as words.
compare_losses() {
  if [ "$(losses "$1")" = "$(losses "$2")" ]; then echo "equal"; else echo "different"; fi
}

# The middle of some numbers, a line each; false for none.
median() {
  sort -g | awk '
    { v[NR] = $1 }
    END {
      if (!NR) exit 1
      print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
    }'
}
