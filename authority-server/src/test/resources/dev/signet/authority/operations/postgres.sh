# A PostgreSQL server beside the machine, of the version that the client programs have.
export PATH="$postgres:$PATH" PGHOST=127.0.0.1 PGPORT="$databasePort" PGUSER=postgres
# PostgreSQL refuses to run as root; in a user namespace it does not see that it does.
as_nobody=$([ "$(id -u)" -ne 0 ] || echo "unshare -U")
$as_nobody initdb -D "$machine/postgres" -U postgres -A trust >"$machine/initdb" 2>&1 || cat "$machine/initdb"
$as_nobody postgres -D "$machine/postgres" -p "$databasePort" -k "" >"$machine/server" 2>&1 &
database_pid=$!
until psql -qc "SELECT 1" postgres >/dev/null 2>&1; do
  kill -0 "$database_pid" || { cat "$machine/server"; exit 1; }
  sleep 0.1
done
createuser signet
sed -i '/^storage:/,$d' "$SIGNET_CONFIG"
createdb --owner signet --encoding UTF8 --template template0 signet
export SIGNET_STORAGE_DATABASE="jdbc:postgresql://127.0.0.1:$databasePort/signet"
export SIGNET_STORAGE_USER=signet
