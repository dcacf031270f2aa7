# vaelab beside PyTorch on the same card. Sourced by gpu; reads module, out, data, python, rounds, device.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

no_peer="no PyTorch with CUDA here"

time_systems() {
  local systems=(vaelab) architecture batch
  if peer_version >/dev/null; then
    systems+=(eager graphs)
  else
    progress "$no_peer: $python cannot import torch and numpy, or finds no CUDA device"
  fi
  : >"$out/speed.tsv"
  for architecture in fc cnn; do
    for batch in 128 1024 8192; do
      time_case "$architecture" "$batch" "${systems[@]}"
    done
  done
  { echo && speed_table <"$out/speed.tsv"; } | tee "$out/speed.md"
}

# time_case ARCHITECTURE BATCH SYSTEM...: each once a round; another one begins each round.
time_case() {
  local architecture=$1 batch=$2 round i system speed epochs
  shift 2
  epochs=$(epochs_of_batch "$batch")
  for ((round = 1; round <= rounds; round++)); do
    for ((i = 1; i <= $#; i++)); do
      system=${!i}
      [ $# -eq 1 ] || system=${*:$(((round + i) % $# + 1)):1}
      progress "$architecture, batch $batch, round $round: $system"
      if ! speed=$("speed_of_$system" "$architecture" "$batch" "$epochs"); then
        verdict FAIL "$architecture, batch $batch: $system did not run: $(last_words "speed-$system")"
        continue
      fi
      printf '%s\t%s\t%s\t%s\t%s\n' "$architecture" "$batch" "$round" "$system" "$speed" >>"$out/speed.tsv"
    done
  done
}

# An epoch of large batches is over in a moment: more of them give a median that means something.
epochs_of_batch() {
  case $1 in
    128) echo 6 ;;
    1024) echo 12 ;;
    *) echo 24 ;;
  esac
}

speed_of_vaelab() {
  train speed-vaelab "$module/specs/$1-vae.json" --device "$device" --set training.batchSize="$2" \
    --set training.epochs="$3" --set training.checkpoint.every="$3" &&
    column speed-vaelab images_per_second | median
}

speed_of_eager() { speed_of_peer eager "$@" --fused; }

speed_of_graphs() { speed_of_peer graphs "$@" --graphs; }

speed_of_peer() {
  local system=$1 architecture=$2 batch=$3 epochs=$4 log=$out/logs/speed-$1
  shift 4
  "$python" "$module/peers/torch_vae.py" --data "$data/mnist" --device "$device" --architecture "$architecture" \
    --batch "$batch" --epochs "$epochs" "$@" >"$log.jsonl" 2>"$log.log" &&
    sed -n 's/.*"images_per_second": \([0-9.e+]*\).*/\1/p' "$log.jsonl" | median
}

# From lines of architecture, batch, round, system, images/s: a table in Markdown, a row a case.
speed_table() {
  awk -F'\t' -v missing="$no_peer" -f "$module/checks/speed.awk"
}
