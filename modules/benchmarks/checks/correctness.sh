# CUDA beside the CPU, and CUDA beside itself. Sourced by gpu; reads module, root, out, device, epochs.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

compare_devices() {
  local mnist=$root/experiments/mnist
  agree fc "$mnist/vae-fc.json" --set training.epochs="$epochs"
  agree cvae "$mnist/cvae-fc.json" --set training.epochs="$epochs"
  agree cnn "$module/specs/cnn-vae.json" --set training.epochs=2 --set data.testLimit=10000
  repeats fc "$mnist/vae-fc.json" --set training.epochs="$epochs"
  repeats cnn "$module/specs/cnn-vae.json" --set training.epochs=2 --set data.testLimit=10000
}

# agree NAME SPEC [option...]: whether both devices end at the same test loss. They draw other weights and
# other noise from the same seed, so it is the same as two seeds are on one device.
agree() {
  local name=$1 spec=$2 where
  shift 2
  for where in cpu "$device"; do
    progress "$name on $where"
    train "$name-on-$where" "$spec" --device "$where" "$@" || {
      verdict FAIL "$name on $where: $(last_words "$name-on-$where")"
      return
    }
  done
  verdict_of_losses "$name" "$(column "$name-on-cpu" test_loss | tail -n 1)" \
    "$(column "$name-on-$device" test_loss | tail -n 1)"
}

verdict_of_losses() {
  local words
  words=$(awk -v cpu="$2" -v cuda="$3" -v allowed="$allowed_nats" 'BEGIN {
    apart = cuda - cpu
    near = cpu != "" && cuda != "" && apart <= allowed && apart >= -allowed
    printf "%s test loss %.2f on the CPU, %.2f on CUDA, apart by %.2f of %.2f nats", near ? "PASS" : "FAIL", \
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
