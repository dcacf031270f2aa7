# Memory over a run of 50 epochs. Sourced by gpu; reads module, root, out, data, device.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

# MiB that the devices give to the process $1, or "-": in a container nvidia-smi may know other numbers.
process_memory() {
  nvidia-smi --query-compute-apps=pid,used_memory --format=csv,noheader,nounits 2>/dev/null |
    awk -F', *' -v pid="$1" '$1 == pid && $2 ~ /^[0-9]+$/ { sum += $2 } END { print sum ? sum : "-" }'
}

# MiB in use on all devices together, whoever uses them.
device_memory() {
  nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits 2>/dev/null |
    awk '/^[0-9]+$/ { sum += $1 } END { print sum ? sum : "-" }'
}

# MiB of the machine's own memory that the process $1 has.
resident_memory() {
  awk '/^VmRSS:/ { kib = $2 } END { print kib ? int(kib / 1024) : "-" }' "/proc/$1/status" 2>/dev/null || echo "-"
}

# sample_memory PID NAME: a line a second while the process lives.
sample_memory() {
  while kill -0 "$1" 2>/dev/null; do
    printf '%s\t%s\t%s\t%s\n' "$(epochs_done "$2")" "$(process_memory "$1")" "$(device_memory)" "$(resident_memory "$1")"
    sleep 1
  done
}

watch_memory() {
  local run pid
  progress "50 epochs on $device, for its memory"
  run=$out/runs/memory
  rm -rf "$run"
  # The launcher becomes Java: its number is that of the process that has the memory.
  "$root/vaelab" run "$module/specs/fc-vae.json" --data-dir "$data" --out "$run" --device "$device" \
    --set training.epochs=50 --set training.batchSize=128 >"$out/logs/memory.log" 2>&1 &
  pid=$!
  sample_memory "$pid" memory >"$out/memory.tsv"
  wait "$pid" || {
    verdict FAIL "memory: $(last_words memory)"
    return
  }
  verdict_of_memory 2 "device memory of the process" <"$out/memory.tsv" ||
    verdict_of_memory 3 "device memory in use" <"$out/memory.tsv" ||
    verdict FAIL "device memory: nvidia-smi gave no two samples after epoch 5"
  growth 4 "memory of the program itself" <"$out/memory.tsv" | while read -r words; do verdict NOTE "$words"; done
}

# The column $1 at the first sample from epoch 5 on, and at the last: two numbers and their epochs.
first_and_last() {
  awk -F'\t' -v c="$1" '
    $1 >= 5 && $c != "-" { if (!n++) { e = $1; first = $c } last_epoch = $1; last = $c }
    END { if (n < 2) exit 1; print first, e, last, last_epoch }'
}

growth() {
  first_and_last "$1" | awk -v what="$2" '{ printf "%s: %d MiB at epoch %d, %d MiB at epoch %d\n", what, $1, $2, $3, $4 }'
}

verdict_of_memory() {
  local samples judged
  samples=$(cat)
  judged=$(first_and_last "$1" <<<"$samples" |
    awk '{ print ($3 - $1 <= $1 / 100 ? "PASS" : "FAIL") }')
  [ -n "$judged" ] || return 1
  verdict "$judged" "$(growth "$1" "$2" <<<"$samples")"
}
