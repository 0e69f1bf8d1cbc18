"""``wiretrace serve`` serves what prefect.yaml deploys."""

from pathlib import Path

import yaml

from flows import serve

DECLARED = yaml.safe_load((Path(__file__).parents[2] / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def test_the_deployments_are_those_of_prefect_yaml(tmp_path):
    served = serve.deployments(tmp_path / "raw", tmp_path / "w.duckdb")
    assert [each.name for each in served] == [each["name"] for each in DECLARED]
    for one, declared in zip(served, DECLARED, strict=True):
        assert one.tags == declared["tags"]
        assert one.parameters.keys() == declared["parameters"].keys()
        assert one.parameters["wait"] == declared["parameters"]["wait"]
        assert one.entrypoint == declared["entrypoint"].replace(".py:", ".").replace("/", ".")
        crons = [each["cron"] for each in declared.get("schedules", [])]
        assert [each.schedule.cron for each in one.schedules or []] == crons
        expected = [trigger["expect"] for trigger in declared.get("triggers", [])]
        assert [sorted(trigger.expect) for trigger in one.triggers] == expected
        assert one.concurrency_limit == declared["concurrency_limit"]["limit"]
        assert one.concurrency_options.grace_period_seconds == declared["concurrency_limit"]["grace_period_seconds"]
        assert one.concurrency_options.collision_strategy == declared["concurrency_limit"]["collision_strategy"]
