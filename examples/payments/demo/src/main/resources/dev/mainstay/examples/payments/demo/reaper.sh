# Waits for the end of the demo's supervisor, whose pipe is this script's input. When it ends without
# a word, ends every process that bears the run's mark in its environment.
# Usage: sh reaper.sh MARK RUN-FOLDER
mark=$1
run=$2

read -r word
[ "$word" = "done" ] && exit 0

marked() {
  if [ -d /proc/self ]; then
    grep -lzxF -e "$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
  else
    ps -axwwE -o pid=,command= 2>/dev/null | grep -F -e "$mark" | grep -vF -e "reaper.sh" -e "grep" | awk '{print $1}'
  fi
}

stop() {
  for pid in $(marked); do
    # To PostgreSQL, TERM means to wait for its clients.
    case $(ps -o comm= -p "$pid" 2>/dev/null) in
      *postgres) kill -INT "$pid" ;;
      *) kill -TERM "$pid" ;;
    esac
  done 2>/dev/null
}

echo "the supervisor is gone: ending its processes: $(marked | tr '\n' ' ')"
stop
for wait in 1 2 3 4 5 6; do
  [ -z "$(marked)" ] && break
  sleep 0.5
done
for round in 1 2 3 4 5; do
  left=$(marked)
  [ -z "$left" ] && break
  kill -KILL $left 2>/dev/null
  sleep 0.2
done
rm -f "$run"/*.pid
echo "all ended"
