# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Sourced by ./mvnw and ./agent-storage: sets JAVA_HOME to a JDK of version 21 or newer, or says what is missing and
# exits with $jdk_missing_status (1 where it is not set). Also sets jdk_version (25) and jdk_build (25.0.3+9-LTS).
# It runs at every start of the command, so versions are read from the JDK's release file and no JVM is started.

# Sets jdk_version to the version of the JDK in folder $1, to 0 where it holds none.
jdk_look_at() {
  jdk_version=0 jdk_build=
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS='=' read -r jdk_key jdk_value; do
      jdk_value=${jdk_value#\"} jdk_value=${jdk_value%\"}
      case $jdk_key in
        JAVA_VERSION) jdk_version=$jdk_value jdk_build=${jdk_build:-$jdk_value} ;;
        JAVA_RUNTIME_VERSION) jdk_build=$jdk_value ;;
      esac
    done <"$1/release"
  fi
  if [ "$jdk_version" = 0 ]; then
    jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    jdk_build=$jdk_version
  fi
  jdk_version=${jdk_version%%[!0-9]*}
  jdk_version=${jdk_version:-0}
}

# Sets jdk_home to the home of the java on the PATH.
jdk_of_path() {
  jdk_home=
  jdk_java=$(command -v java) || return 0
  while [ -h "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java")
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=${jdk_java%/*}/$jdk_link ;;
    esac
  done
  jdk_home=${jdk_java%/bin/java}
  # The stub of macOS and the shims of version managers are no JDK themselves, but know where theirs is.
  if [ ! -r "$jdk_home/release" ]; then
    jdk_home=$("$jdk_java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  fi
}

jdk_find() {
  if [ -n "${JAVA_HOME:-}" ]; then
    jdk_look_at "$JAVA_HOME"
    [ "$jdk_version" -lt 21 ] || return 0
  fi
  jdk_of_path
  if [ -n "$jdk_home" ]; then
    jdk_look_at "$jdk_home"
    [ "$jdk_version" -lt 21 ] || { JAVA_HOME=$jdk_home; return 0; }
  fi
  jdk_best=20 jdk_best_build='' JAVA_HOME=
  for jdk_home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
    "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    jdk_look_at "$jdk_home"
    if [ "$jdk_version" -gt "$jdk_best" ]; then
      jdk_best=$jdk_version jdk_best_build=$jdk_build JAVA_HOME=$jdk_home
    fi
  done
  jdk_version=$jdk_best jdk_build=$jdk_best_build
  if [ -z "$JAVA_HOME" ]; then
    # The same sentence as in pom.xml, where plain mvn says it.
    echo "Agent Storage is built with JDK 21 or newer: install one (for example Temurin 25)," \
      "then run ./mvnw, which finds it, or set JAVA_HOME to it." >&2
    exit "${jdk_missing_status:-1}"
  fi
}

jdk_find
export JAVA_HOME
