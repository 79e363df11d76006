"""The image: what it holds, that it is the same bytes each time, and that its list of parts is whole."""

import io
import json
import pathlib
import subprocess
import tarfile
import tempfile
import tomllib
import unittest

import chart
from pod import IMAGE


class Archive:
    """An OCI archive. <https://github.com/opencontainers/image-spec/blob/main/image-layout.md>"""

    def __init__(self, file):
        self.tar = tarfile.open(file)
        [manifest] = self.json("index.json")["manifests"]
        manifest = self.blob(manifest)
        self.config = self.blob(manifest["config"])
        [layer] = manifest["layers"]
        self.layer = tarfile.open(fileobj=io.BytesIO(self.bytes(self.path(layer))))

    def bytes(self, path):
        return self.tar.extractfile(f"./{path}").read()

    def json(self, path):
        return json.loads(self.bytes(path))

    def path(self, descriptor):
        return "blobs/" + descriptor["digest"].replace(":", "/")

    def blob(self, descriptor):
        return self.json(self.path(descriptor))


class Image(unittest.TestCase):
    def test_the_same_files_give_the_same_bytes_and_nothing_else_is_in_it(self):
        with tempfile.TemporaryDirectory(dir=chart.TOOLS) as directory:
            archives = [pathlib.Path(directory) / name for name in ("one.tar", "two.tar")]
            for archive in archives:
                subprocess.run([chart.ROOT / "deploy/image/build.sh", IMAGE, archive], check=True)
            self.assertEqual(archives[0].read_bytes(), archives[1].read_bytes())
            image = Archive(archives[0])
        self.assertEqual(image.config["created"], "1970-01-01T00:00:00Z")
        config = image.config["config"]
        self.assertEqual(config["User"], "500:500")
        self.assertEqual(config["Entrypoint"] + config["Cmd"],
                         ["/usr/local/bin/sluice", "serve", "--config", "/etc/sluice/sluice.toml"])
        members = image.layer.getmembers()
        self.assertEqual({m.uid for m in members} | {m.gid for m in members}, {0}, "nothing is the service's own")
        self.assertFalse([m.name for m in members if m.mode & 0o6000], "nothing changes who runs it")
        compiled = [m for m in members if m.isfile() and m.name.startswith("usr/share/sluice/compiled/")]
        self.assertEqual(({m.name.rsplit(".", 1)[-1] for m in compiled}, len(compiled)), ({"cwasm", "json", "lines"}, 18))
        self.assertEqual({m.mode & 0o777 for m in compiled}, {0o444})
        files = {m.name.rsplit("/", 1)[-1] for m in members if m.isfile() and m not in compiled}
        self.assertEqual({name for name in files if not name.startswith(("lib", "ld-linux"))}, {
            "sluice", "sluice.toml", "redact-pii.wasm", "enrich-client.wasm", "ca-certificates.crt",
            "passwd", "group", "nsswitch.conf"})
        self.assertLess(sum(m.size for m in members), 58 << 20)

    def test_its_configuration_names_no_tenant_because_all_others_would_be_refused(self):
        configuration = tomllib.loads((IMAGE / "etc/sluice/sluice.toml").read_text())
        self.assertNotIn("tenants", configuration)
        self.assertEqual(configuration["access"]["unknown_tenants"], "auto")
        self.assertTrue(configuration["edge"]["filters"], "and nothing leaves unredacted")

    def test_its_filters_come_compiled_for_containers_of_any_size(self):
        text = (IMAGE / "etc/sluice/sluice.toml").read_text()
        for mebibytes in (256, 512, 1000, 4096):
            with self.subTest(mebibytes), tempfile.TemporaryDirectory(dir=chart.TOOLS) as directory:
                # In a second, none can be compiled.
                changes = {"/var/lib/sluice/filters": f"{directory}/store", '"../../usr/': f'"{IMAGE}/usr/',
                           '"/usr/share/': f'"{IMAGE}/usr/share/', "limit_bytes = 0": f"limit_bytes = {mebibytes << 20}",
                           "cpu_seconds = 60": "cpu_seconds = 1"}
                changed = text
                for old, new in changes.items():
                    self.assertIn(old, text)
                    changed = changed.replace(old, new)
                file = pathlib.Path(directory) / "sluice.toml"
                file.write_text(changed)
                command = [IMAGE / "usr/local/bin/sluice", "check", file]
                ended = subprocess.run(command, text=True, capture_output=True, check=False)
                self.assertIn("good; 2 filters load", ended.stdout, ended.stderr)

    def test_debug_information_lies_beside_it(self):
        said = subprocess.run(["readelf", "--sections", "--string-dump=.gnu_debuglink", IMAGE / "usr/local/bin/sluice"],
                              text=True, errors="replace", stdout=subprocess.PIPE, check=True).stdout
        self.assertIn("image.debug", said)
        self.assertNotIn(".debug_info", said)
        self.assertTrue(IMAGE.with_name("image.debug").is_file())

    def test_its_parts_are_listed(self):
        command = [chart.ROOT / "deploy/image/sbom.py", IMAGE]
        bom = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
        names = {component["name"] for component in bom["components"]}
        self.assertTrue({"wasmtime", "hyper", "libc6", "libgcc-s1", "ca-certificates", "redact-pii", "enrich-client"} <= names)
        self.assertFalse({"sluice-tests", "tempfile"} & names, "what only tests need is not in it")
        references = [component["bom-ref"] for component in [*bom["components"], bom["metadata"]["component"]]]
        self.assertEqual(len(references), len(set(references)))
        for entry in bom["dependencies"]:
            self.assertLessEqual({entry["ref"], *entry["dependsOn"]}, set(references))


if __name__ == "__main__":
    unittest.main()
