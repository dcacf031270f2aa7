# On what it runs. Sourced by gpu; reads root and python.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

leave() {
  echo "$1; nothing was checked."
  exit 0
}

# Ends the program, as done, where no CUDA device can be used.
leave_without_device() {
  local devices code
  command -v nvidia-smi >/dev/null || leave "No CUDA device here: there is no nvidia-smi"
  nvidia-smi -L 2>/dev/null | grep -q '^GPU ' || leave "No CUDA device here: nvidia-smi lists none"
  devices=$("$root/vaelab" devices)
  code=$?
  [ $code -eq 0 ] || fault "vaelab devices failed with exit code $code"
  grep -q '^cuda .*cannot be used' <<<"$devices" &&
    fault "vaelab cannot use CUDA here: $(sed -n 's/^cuda  *cannot be used: //p' <<<"$devices")"
  grep -q '^cuda:0 .*cannot be used' <<<"$devices" && fault "vaelab cannot use this device: $(grep '^cuda:0 ' <<<"$devices")"
  grep -q '^cuda:0 ' <<<"$devices" || fault "vaelab devices shows no cuda:0"
}

# The peer's PyTorch in words; false where it is missing or has no CUDA device.
peer_version() {
  "$python" -c '
import sys, numpy, torch
if not torch.cuda.is_available():
    sys.exit(1)
print(f"{torch.__version__}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}")' 2>/dev/null
}

describe_machine() {
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader |
    sed 's/^/nvidia-smi  /'
  sed -n 's/^model name[[:space:]]*: /processor   /p' /proc/cpuinfo | head -n 1
  "$root/vaelab" devices
  echo "peer        PyTorch $(peer_version || echo "none: $no_peer")"
}
