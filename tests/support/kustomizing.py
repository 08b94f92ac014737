"""What `kubectl apply -k` would send, of what deploy/kubernetes uses: resources, namespace, images, patches.

ValueError for anything else in a kustomization, and for a patch of what is not there.
"""

from pathlib import Path
from typing import Any

import yaml

KNOWN = {"apiVersion", "kind", "namespace", "resources", "images", "patches"}
OF_NO_NAMESPACE = {"Namespace"}
Manifest = dict[str, Any]


def built(folder: Path) -> list[Manifest]:
    """The manifests of a kustomization."""
    said = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    if unknown := set(said) - KNOWN:
        raise ValueError(f"{folder.name}: {unknown}")
    made: list[Manifest] = []
    for each in said["resources"]:
        path = folder / each
        made += built(path) if path.is_dir() else manifests(path)
    for patch in said.get("patches", ()):
        for change in manifests(folder / patch["path"]):
            _changed(made, change)
    for manifest in made:
        if "namespace" in said and manifest["kind"] not in OF_NO_NAMESPACE:
            manifest["metadata"]["namespace"] = said["namespace"]
        for image in said.get("images", ()):
            _with_image(manifest, image)
    return made


def manifests(file: Path) -> list[Manifest]:
    """All that are in a file."""
    return [each for each in yaml.safe_load_all(file.read_text(encoding="utf-8")) if each]


def containers(manifest: Manifest) -> list[Manifest]:
    """The containers of a Deployment's or a Job's pods."""
    return list(manifest.get("spec", {}).get("template", {}).get("spec", {}).get("containers", ()))


def _changed(made: list[Manifest], change: Manifest) -> None:
    for manifest in made:
        if (manifest["kind"], manifest["metadata"]["name"]) == (change["kind"], change["metadata"]["name"]):
            _merge(manifest, change)
            return
    raise ValueError(f"a patch of what is not there: {change['kind']} {change['metadata']['name']}")


def _merge(old: Any, new: Any) -> None:
    """Kubernetes' strategic merge, for lists of what has a name."""
    for key, value in new.items():
        if isinstance(value, dict):
            _merge(old.setdefault(key, {}), value)
        elif isinstance(value, list) and all("name" in each for each in value):
            for each in value:
                (same,) = (one for one in old[key] if one["name"] == each["name"])
                _merge(same, each)
        else:
            old[key] = value


def _with_image(manifest: Manifest, image: dict[str, str]) -> None:
    for container in containers(manifest):
        if container["image"] == image["name"]:
            container["image"] = f"{image['newName']}:{image['newTag']}"
