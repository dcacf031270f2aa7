# CUDA beside the CPU, and CUDA beside itself. Sourced by gpu; reads module, root, out and device.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

# Two epochs of the convolutional one leave more to luck than ten of the others: three seeds on the CPU ended
# at 106.5, 107.5 and 108.4.
compare_devices() {
  local mnist=$root/experiments/mnist
  local cnn=("$module/specs/cnn-vae.json" --set training.epochs=2 --set data.testLimit=10000)
  agree fc 0.5 "$mnist/vae-fc.json"
  agree cvae 0.5 "$mnist/cvae-fc.json"
  agree cnn 4 "${cnn[@]}"
  repeats fc "$mnist/vae-fc.json"
  repeats cnn "${cnn[@]}"
}

# agree NAME NATS SPEC [option...]: whether both devices end with test losses no further apart. They draw
# other weights and other noise from one seed, so they differ as two seeds do on one device.
agree() {
  local name=$1 allowed=$2 spec=$3 where
  shift 3
  for where in cpu "$device"; do
    progress "$name on $where"
    train "$name-on-$where" "$spec" --device "$where" "$@" || {
      verdict FAIL "$name on $where: $(last_words "$name-on-$where")"
      return
    }
  done
  verdict_of_losses "$name" "$allowed" "$(column "$name-on-cpu" test_loss | tail -n 1)" \
    "$(column "$name-on-$device" test_loss | tail -n 1)"
}

# verdict_of_losses NAME NATS CPU CUDA
verdict_of_losses() {
  local words
  words=$(awk -v allowed="$2" -v cpu="$3" -v cuda="$4" 'BEGIN {
    apart = cuda - cpu
    near = cpu != "" && cuda != "" && apart <= allowed && apart >= -allowed
    printf "%s test loss %.2f on the CPU, %.2f on CUDA, %.2f nats apart, %.1f allowed", near ? "PASS" : "FAIL", \
      cpu, cuda, apart < 0 ? -apart : apart, allowed
  }')
  verdict "${words%% *}" "$1: ${words#* }"
}

# repeats NAME SPEC [option...]: whether a second run with the same seed gives the same bytes.
repeats() {
  local name=$1 spec=$2 bytes=different
  shift 2
  [ -f "$out/runs/$name-on-$device/model.safetensors" ] || return
  progress "$name on $device again"
  train "$name-again" "$spec" --device "$device" "$@" || {
    verdict FAIL "$name on $device again: $(last_words "$name-again")"
    return
  }
  cmp -s "$out/runs/$name-on-$device/model.safetensors" "$out/runs/$name-again/model.safetensors" && bytes=equal
  verdict NOTE "$name twice with one seed: model.safetensors $bytes, losses $(compare_losses \
    "$name-on-$device" "$name-again")"
}
