"""`kale.json`: read from Jupyter's configuration folders, checked by its schema."""

import json

import pytest

from kale_converter.model import NodeAffinity, NodeProfile, NodeRequirement, Toleration
from kale_ext.errors import BadInput
from kale_ext.services.admin import AdminSettings, admin_settings

GPU = {
    "description": "One A100",
    "node_selector": {"pool": "a100"},
    "tolerations": [{"key": "gpu", "operator": "Exists", "effect": "NoSchedule"}],
    "affinity": [{"requirements": [{"key": "zone", "operator": "In", "values": ["a", "b"]}], "weight": 10}],
    "limits": {"nvidia.com/gpu": 1},
}


def written(folder, content):
    folder.mkdir(exist_ok=True)
    (folder / "kale.json").write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def test_no_file_is_no_settings(tmp_path):
    """Nobody need write one."""
    assert admin_settings([tmp_path, tmp_path / "none"]) == AdminSettings()


def test_a_profile_is_read_whole(tmp_path):
    """Each of its keys, into the model."""
    found = admin_settings([written(tmp_path, {"profiles": {"gpu": GPU}})]).profiles
    assert dict(found) == {
        "gpu": NodeProfile(
            "gpu",
            "One A100",
            (("pool", "a100"),),
            (Toleration(key="gpu", operator="Exists", effect="NoSchedule"),),
            (NodeAffinity((NodeRequirement("zone", "In", ("a", "b")),), 10),),
            (("nvidia.com/gpu", "1"),),
        )
    }


def test_the_earlier_folder_counts_and_profiles_add_up(tmp_path):
    """As with the rest of Jupyter's configuration."""
    mine = written(tmp_path / "mine", {"default_image": "mine:1"})
    theirs = written(tmp_path / "theirs", {"default_image": "theirs:1", "profiles": {"gpu": GPU}})
    found = admin_settings([mine, theirs])
    assert (found.default_image, list(found.profiles)) == ("mine:1", ["gpu"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is not JSON"),
        ({"default_image": 1}, "default_image"),
        ({"profile": {}}, "'profile' was unexpected"),
        ({"profiles": {"gpu": {"tolerations": [{"operator": "Like"}]}}}, "'Like' is not one of"),
    ],
)
def test_a_wrong_file_is_named_with_the_place(tmp_path, content, told):
    """Nobody's default is dropped without a word."""
    with pytest.raises(BadInput, match=r"kale\.json") as error:
        admin_settings([written(tmp_path, content)])
    assert told in error.value.message
