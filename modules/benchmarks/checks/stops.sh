# Runs that are stopped, go on, or are refused. Sourced by gpu; reads module, root, out, data, device.
# shellcheck shell=bash disable=SC2154 # they are set by gpu

stop_and_resume() {
  local spec=$module/specs/fc-vae.json pid code stopped_at
  local options=(--device "$device" --set training.epochs=12 --set training.batchSize=128)
  progress "a run of 12 epochs, and one that is stopped and resumed"
  train resume-whole "$spec" "${options[@]}" || {
    verdict FAIL "resume, the whole run: $(last_words resume-whole)"
    return
  }
  rm -rf "$out/runs/resume-stopped"
  "$root/vaelab" run "$spec" --data-dir "$data" --out "$out/runs/resume-stopped" "${options[@]}" \
    >"$out/logs/resume-stopped.log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && [ "$(epochs_done resume-stopped)" -lt 3 ]; do sleep 0.1; done
  kill -TERM "$pid" 2>/dev/null
  wait "$pid"
  code=$?
  if [ $code -ne 130 ]; then
    verdict FAIL "resume: a stopped run ends with exit code 130, but it was $code: $(last_words resume-stopped)"
    return
  fi
  stopped_at=$(epochs_done resume-stopped)
  "$root/vaelab" resume "$out/runs/resume-stopped" --data-dir "$data" >"$out/logs/resume-stopped.log" 2>&1 || {
    verdict FAIL "resume: $(last_words resume-stopped)"
    return
  }
  verdict_of_resume "$stopped_at"
}

verdict_of_resume() {
  if [ "$(epochs_done resume-stopped)" -ne "$(epochs_done resume-whole)" ]; then
    verdict FAIL "resume: $(epochs_done resume-stopped) epochs, not $(epochs_done resume-whole)"
    return
  fi
  verdict PASS "resume: stopped after epoch $1 and gone on with to the end"
  verdict NOTE "resume: losses $(compare_losses resume-whole resume-stopped) to those of a run not stopped"
}

refuse_missing_device() {
  local code lines
  "$root/vaelab" run "$module/specs/fc-vae.json" --data-dir "$data" --device cuda:99 --out "$out/runs/refused" \
    >"$out/logs/refused.log" 2>&1
  code=$?
  lines=$(grep -c '[^[:space:]]' "$out/logs/refused.log")
  if [ $code -eq 2 ] && [ "$lines" -eq 1 ]; then
    verdict PASS "cuda:99 is refused: $(last_words refused)"
  else
    verdict FAIL "cuda:99 must end with exit code 2 and one line, was $code and $lines: $(last_words refused)"
  fi
}
