"""Docker command lines: what `docker compose`, `docker build` and `docker exec` are told, word by word."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from guard.documents.claims import Command, Word
from guard.documents.options import Options, parse


class ComposeCall(msgspec.Struct, frozen=True):
    """One `docker compose` command line. `services` are the words that name services of the project."""

    files: tuple[Word, ...]
    env_files: tuple[Word, ...]
    project_directory: Word | None
    project: Word | None
    subcommand: str
    services: tuple[Word, ...]


class BuildCall(msgspec.Struct, frozen=True):
    """One `docker build` command line."""

    file: Word | None
    target: Word | None
    context: Word | None
    tags: tuple[Word, ...] = ()


class RunCall(msgspec.Struct, frozen=True):
    """One `docker run` command line. `arguments` are what is told to the container behind the image's name."""

    image: Word
    ports: tuple[Word, ...]
    environment: tuple[Word, ...]
    volumes: tuple[Word, ...]
    arguments: tuple[Word, ...]
    altered: bool
    """Whether it says how the image is to be started: another program, a file of variables, the host's own network."""


_HOST = {"-c", "--context", "-H", "--host", "--config", "-l", "--log-level", "--tlscacert", "--tlscert", "--tlskey"}
_PROJECT = {"-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory"}
_COMPOSE = frozenset(_PROJECT | {"--parallel", "--ansi", "--progress"} | _HOST)

# The subcommands that name services, each with its options that take a value. Those of _COMPOSE are known after the
# subcommand too, in their long form.
_VALUES: dict[str, str] = {
    "attach": "--detach-keys --index",
    "build": "--build-arg -m --memory --builder --ssh --progress --sbom --provenance",
    "config": "--format --hash -o --output",
    "cp": "--index",
    "create": "--pull --scale",
    "down": "-t --timeout --rmi",
    "events": "--since --until",
    "exec": "-e --env --index -u --user -w --workdir",
    "images": "--format",
    "kill": "-s --signal",
    "logs": "--since --until -n --tail --index",
    "pause": "",
    "port": "--index --protocol",
    "ps": "--filter --format --status",
    "pull": "--policy",
    "push": "",
    "restart": "-t --timeout",
    "rm": "",
    "run": "-e --env --env-from-file -l --label --name -p --publish -u --user -v --volume -w --workdir --entrypoint"
    " --cap-add --cap-drop --pull",
    "scale": "-t --timeout",
    "start": "--wait-timeout",
    "stats": "--format",
    "stop": "-t --timeout",
    "top": "",
    "unpause": "",
    "up": "--attach --no-attach --exit-code-from --pull --scale -t --timeout --wait-timeout",
    "wait": "",
    "watch": "",
}
# Options whose value is a service.
_NAMING = ("--attach", "--no-attach", "--exit-code-from", "--scale")
# What follows their first operand is not ours: a command in the container, a port.
_ONE_SERVICE = frozenset({"exec", "run", "port", "attach"})

_BUILD = frozenset(
    """--add-host --allow --annotation --attest --build-arg --build-context --builder --cache-from --cache-to --call
    --cgroup-parent --cpu-period --cpu-quota --cpu-shares -c --cpuset-cpus --cpuset-mems -f --file --iidfile --isolation
    --label -m --memory --memory-swap --metadata-file --network --no-cache-filter -o --output --platform --progress
    --provenance --sbom --secret --security-opt --shm-size --ssh -t --tag --target --ulimit""".split()
)
_RUN = frozenset(
    """-a --add-host --annotation --attach --blkio-weight --blkio-weight-device -c --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile
    --cpu-period --cpu-quota --cpu-rt-period --cpu-rt-runtime --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device
    --device-cgroup-rule --device-read-bps --device-read-iops --device-write-bps --device-write-iops --dns --dns-option --dns-search
    --domainname -e --entrypoint --env --env-file --expose --gpus --group-add -h --health-cmd --health-interval --health-retries
    --health-start-period --health-timeout --hostname --ip --ip6 --ipc --isolation --kernel-memory -l --label --label-file --link
    --link-local-ip --log-driver --log-opt -m --mac-address --memory --memory-reservation --memory-swap --memory-swappiness --mount --name
    --net --net-alias --network --network-alias --oom-score-adj -p --pid --pids-limit --platform --publish --pull --restart --runtime
    --secret --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs -u --ulimit --user --userns --uts -v
    --volume --volume-driver --volumes-from -w --workdir""".split()
)
_EXEC = frozenset({"--detach-keys", "-e", "--env", "--env-file", "-u", "--user", "-w", "--workdir"})
_CONTAINERS: Mapping[str, frozenset[str]] = {
    "exec": _EXEC,
    "logs": frozenset({"--since", "-n", "--tail", "--until"}),
    "restart": frozenset({"-s", "--signal", "-t", "--timeout", "--time"}),
    "stop": frozenset({"-s", "--signal", "-t", "--timeout", "--time"}),
    "start": frozenset({"--checkpoint", "--detach-keys"}),
    "inspect": frozenset({"-f", "--format", "--type"}),
}


def compose_call(command: Command) -> ComposeCall | None:
    """The command line as one of `docker compose` or `docker-compose`; None if it is no such line."""
    words = _compose_words(command.words)
    if words is None:
        return None
    before = parse(words, _COMPOSE, interspersed=False)
    subcommand = before.operands[0].text if before.operands else ""
    rest = before.operands[1:]
    inner = Options()
    if subcommand in _VALUES:
        values = frozenset(_VALUES[subcommand].split()) | {name for name in _COMPOSE if name.startswith("--")}
        inner = parse(rest, values, interspersed=subcommand not in ("exec", "run"))
    return ComposeCall(
        files=before.all("-f", "--file") + inner.all("--file"),
        env_files=before.all("--env-file") + inner.all("--env-file"),
        project_directory=before.last("--project-directory") or inner.last("--project-directory"),
        project=before.last("-p", "--project-name") or inner.last("--project-name"),
        subcommand=subcommand,
        services=_services(subcommand, inner) if subcommand in _VALUES else (),
    )


def build_call(command: Command) -> BuildCall | None:
    """The command line as one of `docker build`, `docker buildx build` or `docker image build`."""
    words = _docker_words(command.words)
    if not words:
        return None
    depth = 1 if words[0].text == "build" else 2
    if [word.text for word in words[:depth]] not in (["build"], ["buildx", "build"], ["image", "build"]):
        return None
    options = parse(words[depth:], _BUILD)
    context = options.operands[0] if len(options.operands) == 1 else None
    return BuildCall(options.last("-f", "--file"), options.last("--target"), context, options.all("-t", "--tag"))


def run_call(command: Command) -> RunCall | None:
    """The command line as one of `docker run` or `docker container run`."""
    words = _docker_words(command.words)
    if words and words[0].text == "container":
        words = words[1:]
    if not words or words[0].text not in ("run", "create"):
        return None
    options = parse(words[1:], _RUN, interspersed=False)
    if not options.operands:
        return None
    return RunCall(
        options.operands[0],
        options.all("-p", "--publish"),
        options.all("-e", "--env"),
        options.all("-v", "--volume", "--mount"),
        options.operands[1:],
        altered=bool(options.all("--entrypoint", "--env-file", "--network", "--net")),
    )


def container(command: Command) -> Word | None:
    """The container that `docker exec`, `docker logs` and their like are told to speak to."""
    words = _docker_words(command.words)
    if words and words[0].text == "container":
        words = words[1:]
    if not words or words[0].text not in _CONTAINERS:
        return None
    options = parse(words[1:], _CONTAINERS[words[0].text], interspersed=words[0].text != "exec")
    return options.operands[0] if options.operands else None


def _docker_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words after `docker` and its own options."""
    if not words or words[0].text not in ("docker", "podman", "nerdctl"):
        return ()
    return parse(words[1:], frozenset(_HOST), interspersed=False).operands


def _compose_words(words: tuple[Word, ...]) -> tuple[Word, ...] | None:
    if words and words[0].text in ("docker-compose", "podman-compose"):
        return words[1:]
    inner = _docker_words(words)
    return inner[1:] if inner and inner[0].text == "compose" else None


def _services(subcommand: str, options: Options) -> tuple[Word, ...]:
    operands = options.operands
    if subcommand in _ONE_SERVICE:
        operands = operands[:1]
    elif subcommand == "scale":
        operands = tuple(_before(word, "=") for word in operands)
    elif subcommand == "cp":
        operands = tuple(_before(word, ":") for word in operands if ":" in word.text)
    return tuple(_before(word, "=") for word in options.all(*_NAMING)) + operands


def _before(word: Word, mark: str) -> Word:
    """The part of a word before `mark`, where the source can be cut as well."""
    text, found, _ = word.text.partition(mark)
    place = word.span
    if not found or place.end_column - place.column != len(word.text):
        return word
    span = msgspec.structs.replace(place, end_column=place.column + len(text))
    return Word(text, span, word.literal or "$" not in text)
