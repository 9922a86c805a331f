# Pinned helper tools, installed once under the git-ignored .tools/. To be sourced from the
# repository's root. A tool set NAME is described by tools/NAME/ (package.json with its lock
# file, or requirements.txt) and is installed anew when that description changes.
tools_dir=$PWD/.tools

# need COMMAND WHAT: stops with a sentence when COMMAND is missing.
need() {
  command -v "$1" >/dev/null 2>&1 || { echo "$1 is missing: please install $2" >&2; exit 2; }
}

# up_to_date NAME KIND: whether the installed set matches its description.
up_to_date() {
  [ -f "$tools_dir/$1/.$2" ] && [ "$(cat "$tools_dir/$1/.$2")" = "$(description_of "$1")" ]
}

description_of() {
  (cd "tools/$1" && { cat -- package.json package-lock.json requirements.txt 2>/dev/null || true; } | cksum)
}

# npm_tools NAME: installs tools/NAME/package-lock.json into .tools/NAME.
npm_tools() {
  mkdir -p "$tools_dir/$1"
  cp -R "tools/$1/." "$tools_dir/$1/"
  if up_to_date "$1" npm; then return; fi
  need npm "Node.js 20 or newer with npm"
  echo "installing the npm tools of tools/$1" >&2
  (cd "$tools_dir/$1" && npm ci --silent --no-progress --no-fund --no-audit </dev/null >&2)
  description_of "$1" >"$tools_dir/$1/.npm"
}

# python_tools NAME: installs tools/NAME/requirements.txt into .tools/NAME/venv.
python_tools() {
  mkdir -p "$tools_dir/$1"
  if up_to_date "$1" pip; then return; fi
  need python3 "Python 3.10 or newer with venv"
  echo "installing the Python tools of tools/$1" >&2
  rm -rf "$tools_dir/$1/venv"
  python3 -m venv "$tools_dir/$1/venv" >&2 || {
    echo "python3 -m venv does not work: please install python3-venv" >&2
    exit 2
  }
  "$tools_dir/$1/venv/bin/pip" install --quiet --disable-pip-version-check \
    -r "tools/$1/requirements.txt" </dev/null >&2
  description_of "$1" >"$tools_dir/$1/.pip"
}

# cargo_tool NAME VERSION: installs a program of crates.io into .tools/NAME.
cargo_tool() {
  if [ "$(cat "$tools_dir/$1/.version" 2>/dev/null)" = "$2" ]; then return; fi
  echo "installing $1 $2" >&2
  cargo install --quiet --locked --root "$tools_dir/$1" "$1" --version "$2" </dev/null >&2
  echo "$2" >"$tools_dir/$1/.version"
}
