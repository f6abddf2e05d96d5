-- Whether a place is worse for us than another: by the sense of its term, and where that has none, whether it differs.
CREATE FUNCTION is_short_of(place jsonb, wanted jsonb, d jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN d #>> '{}' IS NULL THEN (place #>> '{}')::numeric <> (wanted #>> '{}')::numeric
    ELSE (d #>> '{}')::numeric * ((place #>> '{}')::numeric - (wanted #>> '{}')::numeric) < 0
END;

-- The definition of the facts with one fact more: the office of whoever said yes to the record as it stands. Of several
-- yes the highest office counts. A yes is for the offer that was shown or a better one, and on a condition only once it
-- is met: limits are compared, other words are met when somebody said so as they agreed.
CREATE OR REPLACE VIEW negotiation_facts WITH (security_invoker = true) AS
SELECT
    n.organization_id,
    n.id,
    n.owner_id,
    n.team_id,
    n.held_on,
    n.recorded_at,
    n.privacy,
    n.playbook_version_id,
    n.strategy_version_id,
    n.counterpart_id,
    n.kind,
    n.topic,
    n.channel,
    n.segment,
    n.style_planned,
    n.style_used,
    n.power_balance::integer AS power_balance,
    n.rules_of_game,
    n.outcome,
    n.outcome <> 'open' AS is_closed,
    n.outcome_reason IS NOT NULL AS has_reason,
    n.closed_on,
    n.closed_on - n.held_on AS duration_days,
    n.value,
    n.currency,
    n.alternative IS NOT NULL OR n.alternative_value IS NOT NULL AS has_alternative,
    n.alternative_value,
    n.held_on - n.alternative_valued_on AS alternative_age_days,
    -- held_on is a day of the organization's own zone: in UTC an evening in Denver would already be tomorrow.
    greatest(0, 24 * ((n.recorded_at AT TIME ZONE o.zone)::date - n.held_on)) AS capture_delay_hours,
    p.party_count,
    t.term_count,
    t.open_term_count,
    t.agreed_term_count,
    t.both_valued_count,
    t.term_without_walk_away_count,
    t.beyond_walk_away_count,
    t.beyond_acceptable_count,
    t.within_count,
    t.at_target_count,
    m.move_count,
    m.our_move_count,
    m.their_move_count,
    m.our_concession_count,
    m.free_concession_count,
    CASE WHEN t.known_weight >= 0.6 * t.all_weight THEN round(t.weighted_score / nullif(t.known_weight, 0), 3) END
        AS deal_score,
    round(t.known_weight / nullif(t.all_weight, 0), 4) AS score_coverage,
    t.own_points,
    t.their_points,
    u.own_pulse,
    u.their_pulse,
    t.terms,
    n.answers,
    -- M24: how many variables somebody moved on. A quick log has no moves and no breadth.
    (
        SELECT count(DISTINCT said.key)::integer
        FROM moves
        CROSS JOIN LATERAL jsonb_object_keys(moves.positions) AS said (key)
        WHERE moves.organization_id = n.organization_id
        AND moves.negotiation_id = n.id
    ) AS moved_variable_count,
    f.floors,
    f.unstated_floors,
    y.approved_by
FROM negotiations AS n
JOIN organizations AS o ON o.id = n.organization_id
CROSS JOIN LATERAL (
    SELECT
        count(*)::integer AS term_count,
        count(*) FILTER (WHERE num_nonnulls(opening, target, acceptable, walk_away, theirs, agreed) > 0)::integer
            AS open_term_count,
        count(agreed)::integer AS agreed_term_count,
        count(*) FILTER (WHERE our_value IS NOT NULL AND their_value IS NOT NULL OR has_line_of_both)::integer
            AS both_valued_count,
        count(*) FILTER (WHERE weight > 0 AND walk_away IS NULL AND edge IS NULL)::integer AS term_without_walk_away_count,
        count(*) FILTER (WHERE agreed IS NOT NULL AND band = 'stop')::integer AS beyond_walk_away_count,
        count(*) FILTER (WHERE agreed IS NOT NULL AND band = 'ask')::integer AS beyond_acceptable_count,
        count(*) FILTER (WHERE agreed IS NOT NULL AND band = 'within')::integer AS within_count,
        count(*) FILTER (WHERE agreed IS NOT NULL AND band = 'target')::integer AS at_target_count,
        coalesce(sum(weight) FILTER (WHERE score IS NOT NULL), 0) AS known_weight,
        coalesce(sum(weight) FILTER (WHERE direction IS NOT NULL OR has_levels), 0) AS all_weight,
        sum(weight * score) AS weighted_score,
        CASE WHEN count(*) FILTER (WHERE our_value IS NOT NULL AND agreed IS NULL) = 0 THEN sum(our_value * agreed) END
            AS own_points,
        CASE WHEN count(*) FILTER (WHERE their_value IS NOT NULL AND (agreed IS NULL OR quantity IS NULL)) = 0
            THEN sum(their_value * (quantity - agreed)) END AS their_points,
        coalesce(
            jsonb_object_agg(
                key,
                jsonb_strip_nulls(
                    jsonb_build_object(
                        'opening', opening, 'target', target, 'acceptable', acceptable,
                        'walk_away', CASE WHEN edge IS NULL THEN walk_away END,
                        'theirs', theirs, 'agreed', agreed, 'current', present, 'score', round(score, 3), 'band', band,
                        'd', d, 'levels', CASE WHEN has_points THEN levels END,
                        'not_part', CASE WHEN not_part THEN true END
                    )
                )
            ),
            '{}'
        ) AS terms
    FROM (
        SELECT
            scored.*,
            CASE
                -- Above acceptable the score does not depend on the walk-away; below it a sealed one must not show.
                WHEN edge IS NOT NULL THEN CASE
                    WHEN d * (present - edge) < 0 THEN 0
                    WHEN d * (present - target) >= 0 THEN 100
                    WHEN d * (present - acceptable) >= 0 AND d * (target - acceptable) > 0
                        THEN 60 + 40 * (d * (present - acceptable)) / (d * (target - acceptable))
                END
                WHEN has_levels THEN points_at(levels, present)
                WHEN z < 0 THEN 0
                WHEN contradicts THEN NULL
                WHEN z >= z_target THEN 100
                WHEN z <= z_acceptable THEN coalesce(60 * z / nullif(z_acceptable, 0), 60)
                ELSE 60 + 40 * (z - z_acceptable) / (z_target - z_acceptable)
            END AS score,
            CASE
                WHEN edge IS NOT NULL THEN CASE
                    WHEN d * (present - edge) < 0 THEN 'stop'
                    WHEN d * (present - target) >= 0 THEN 'target'
                    WHEN d * (present - acceptable) >= 0 THEN 'within'
                    WHEN present IS NOT NULL THEN 'ask'
                END
                WHEN has_levels AND level IS NULL THEN NULL
                WHEN z < 0 THEN 'stop'
                WHEN contradicts THEN NULL
                WHEN z >= z_target THEN 'target'
                WHEN z < z_acceptable THEN 'ask'
                WHEN z >= z_acceptable THEN 'within'
            END AS band
        FROM (
            SELECT
                placed.*,
                sense * (at_present - at_walk_away) AS z,
                sense * (at_acceptable - at_walk_away) AS z_acceptable,
                sense * (at_target - at_walk_away) AS z_target,
                sense * (at_acceptable - at_walk_away) < 0
                OR sense * (at_target - at_acceptable) < 0
                OR sense * (at_target - at_walk_away) <= 0 AS contradicts,
                CASE WHEN has_levels THEN
                    CASE
                        WHEN present = trunc(present) AND present >= 0 AND present < jsonb_array_length(levels)
                            THEN levels -> present::integer
                    END
                END AS level
            FROM (
                SELECT
                    lined.*,
                    CASE WHEN has_points THEN 1 ELSE d END AS sense,
                    CASE WHEN has_points THEN points_at(levels, present) ELSE present END AS at_present,
                    CASE WHEN has_points THEN points_at(levels, walk_away) ELSE walk_away END AS at_walk_away,
                    CASE WHEN has_points THEN points_at(levels, acceptable) ELSE acceptable END AS at_acceptable,
                    CASE WHEN has_points THEN points_at(levels, target) ELSE target END AS at_target
                FROM (
                    SELECT
                        terms.*,
                        -- Where positions are percentages, a sealed limit is one too; what it is of stands on the term.
                        CASE
                            WHEN terms.reference IS NULL THEN sealed_limits.edge
                            ELSE round(sealed_limits.edge * terms.reference_amount / 100, 6)
                        END AS edge,
                        CASE direction WHEN 'more' THEN 1 WHEN 'less' THEN -1 END AS d,
                        CASE
                            WHEN not_part THEN NULL
                            WHEN n.outcome = 'open' THEN coalesce(agreed, theirs)
                            ELSE agreed
                        END AS present,
                        EXISTS (
                            SELECT
                            FROM value_entries AS line
                            WHERE line.organization_id = terms.organization_id
                            AND line.negotiation_id = terms.negotiation_id
                            AND line.term_key = terms.key
                            AND (line.cost_low IS NOT NULL OR line.giver = 'them' AND line.told IS NOT NULL)
                            AND (line.worth_low IS NOT NULL OR line.giver = 'us' AND line.told IS NOT NULL)
                        ) AS has_line_of_both,
                        kind = 'choice' AND coalesce(jsonb_typeof(levels), '') = 'array' AS has_levels,
                        kind = 'choice' AND coalesce(jsonb_typeof(levels), '') = 'array' AND direction IS NULL
                            AS has_points
                    FROM terms
                    LEFT JOIN sealed_limits
                        ON sealed_limits.organization_id = n.organization_id
                        AND sealed_limits.playbook_version_id = n.playbook_version_id
                        AND sealed_limits.key = terms.key
                    WHERE terms.organization_id = n.organization_id
                    AND terms.negotiation_id = n.id
                ) AS lined
                -- Without this the planner would write the points of four levels into every place that uses them.
                OFFSET 0
            ) AS placed
        ) AS scored
    ) AS banded
) AS t
CROSS JOIN LATERAL (
    SELECT
        count(*)::integer AS move_count,
        count(*) FILTER (WHERE side = 'ours')::integer AS our_move_count,
        count(*) FILTER (WHERE side = 'theirs')::integer AS their_move_count,
        count(*) FILTER (WHERE side = 'ours' AND tag = 'concede')::integer AS our_concession_count,
        count(*) FILTER (WHERE side = 'ours' AND tag = 'concede' AND answers_move_id IS NULL)::integer
            AS free_concession_count
    FROM moves
    WHERE moves.organization_id = n.organization_id
    AND moves.negotiation_id = n.id
) AS m
CROSS JOIN LATERAL (
    SELECT count(*)::integer AS party_count
    FROM negotiation_people
    WHERE negotiation_people.organization_id = n.organization_id
    AND negotiation_people.negotiation_id = n.id
    AND negotiation_people.part = 'party'
) AS p
CROSS JOIN LATERAL (
    SELECT
        round(avg(score) FILTER (WHERE side = 'ours'), 2) AS own_pulse,
        round(avg(score) FILTER (WHERE side = 'theirs'), 2) AS their_pulse
    FROM pulses
    WHERE pulses.organization_id = n.organization_id
    AND pulses.negotiation_id = n.id
) AS u
CROSS JOIN LATERAL (
    SELECT
        coalesce(array_agg(floor.key ORDER BY floor.key), '{}') AS floors,
        coalesce(
            array_agg(floor.key ORDER BY floor.key)
                FILTER (WHERE n.outcome = 'agreed' AND said.agreed IS NULL AND said.not_part IS NOT TRUE),
            '{}'
        ) AS unstated_floors
    FROM (
        SELECT terms.key
        FROM terms
        WHERE terms.organization_id = n.organization_id
        AND terms.negotiation_id = n.id
        AND terms.walk_away IS NOT NULL
        UNION
        SELECT variables.key
        FROM variables
        WHERE variables.organization_id = n.organization_id
        AND variables.playbook_version_id = n.playbook_version_id
        AND (variables.walk_away IS NOT NULL OR variables.seal = 'sealed')
    ) AS floor
    LEFT JOIN terms AS said
        ON said.organization_id = n.organization_id
        AND said.negotiation_id = n.id
        AND said.key = floor.key
) AS f
CROSS JOIN LATERAL (
    SELECT (
        array_agg(r.decided_as ORDER BY array_position(ARRAY['leader', 'manager', 'employee'], r.decided_as))
    )[1] AS approved_by
    FROM approval_requests AS r
    WHERE r.organization_id = n.organization_id
    AND r.negotiation_id = n.id
    AND r.state = 'approved'
    AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(r.snapshot -> 'terms') AS asked (term)
        WHERE is_short_of(t.terms -> (asked.term ->> 'key') -> 'current', asked.term -> 'place', asked.term -> 'd')
    )
    AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(r.limits) AS asked (term)
        WHERE coalesce(
            is_short_of(t.terms -> (asked.term ->> 'key') -> 'current', asked.term -> 'place', asked.term -> 'd'), true
        )
    )
    AND (
        r.conditions IS NULL
        OR r.limits <> '[]'
        OR EXISTS (
            SELECT FROM condition_ticks
            WHERE condition_ticks.organization_id = r.organization_id
            AND condition_ticks.request_id = r.id
        )
    )
) AS y;
