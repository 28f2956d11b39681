# A machine as docs/operations.md takes for granted, within a folder: what stands for its service
# manager, its journal and its command line. $machine is the folder, $launcher and $jar are what runs.
set -u
mkdir -p "$machine/lib" "$machine/etc" "$machine/backups" "$machine/opt"
cp "$jar" "$machine/opt/authority-server.jar"
cp "$launcher" "$machine/opt/signet"
"$machine/opt/signet" archive-classes >>"$machine/commands"
openssl rand -base64 32 >"$machine/etc/hash.key"
openssl rand -base64 32 >"$machine/etc/keys.passphrase"
export SIGNET_CONFIG="$machine/etc/signet.yaml"
export SIGNET_SECRETS_HASH_KEY_FILE="$machine/etc/hash.key"
export SIGNET_KEYS_PASSPHRASE_FILE="$machine/etc/keys.passphrase"
export SIGNET_LISTEN_PORT="$port"
authority_pid=

signet() {
  "$machine/opt/signet" "$@" 2>>"$machine/commands"
}

answers() {
  curl -sf -o /dev/null --max-time 5 "http://127.0.0.1:$port/health/ready"
}

start() {
  JAVA_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" "$machine/opt/signet" serve \
    >>"$machine/journal" 2>&1 &
  authority_pid=$!
  until answers; do
    if ! kill -0 "$authority_pid" 2>/dev/null; then
      authority_pid=
      echo "Job for signet.service failed."
      return 0
    fi
    sleep 0.1
  done
}

stop() {
  if [ -n "$authority_pid" ]; then
    kill "$authority_pid"
    wait "$authority_pid" || true
    authority_pid=
  fi
}

systemctl() {
  case "$1" in
    start) start ;;
    stop) stop ;;
    restart) stop && start ;;
  esac
}

journalctl() {
  cat "$machine/journal"
}

chown() {
  :
}

# The number of the change that was published last, if any was.
published() {
  cat "$machine/lib/signet.db.published" 2>/dev/null || true
}

end() {
  stop
  if [ -n "${database_pid:-}" ]; then
    kill "$database_pid"
    wait "$database_pid" || true
  fi
}
trap end EXIT
