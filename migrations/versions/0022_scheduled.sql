-- What was published for a later day begins on that day: with its running negotiations where the trail says so.
INSERT INTO scheduled_changes (organization_id, id, kind, playbook_version_id, due_on, moves_running, said_by_id, said_at)
SELECT
    version.organization_id,
    gen_random_uuid(),
    'playbook_begins',
    version.id,
    version.effective_on,
    EXISTS (
        SELECT
        FROM audit_entries AS entry
        WHERE entry.organization_id = version.organization_id
            AND entry.subject_id = version.playbook_id
            AND entry.act = 'playbook.published'
            AND entry.details ->> 'effective_on' = version.effective_on::text
            AND entry.details ->> 'running' = 'migrate'
    ),
    version.published_by_id,
    version.published_at
FROM playbook_versions AS version
WHERE version.state = 'published' AND version.effective_on > current_date AND version.published_by_id IS NOT NULL;

INSERT INTO scheduled_changes (organization_id, id, kind, strategy_version_id, due_on, said_by_id, said_at)
SELECT organization_id, gen_random_uuid(), 'strategy_begins', id, effective_on, published_by_id, published_at
FROM strategy_versions
WHERE state = 'published' AND effective_on > current_date AND published_by_id IS NOT NULL;

INSERT INTO scheduled_changes (organization_id, id, kind, strategy_version_id, due_on, said_by_id, said_at)
SELECT organization_id, gen_random_uuid(), 'strategy_ends', strategy_version_id, retired_on, retired_by_id, retired_at
FROM retirements
WHERE strategy_version_id IS NOT NULL AND retired_on > current_date;
