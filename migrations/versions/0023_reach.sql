-- How far a yes went by value: the furthest of the lines that its giver held on that day for such a negotiation. Where
-- no such line was in force nobody was bound; leaders are bound by lines of their own, or for leaders, alone.
WITH lines AS (
    SELECT
        request.organization_id,
        request.id,
        line.currency,
        line."limit",
        line.user_id = giver.id OR (line.user_id IS NULL AND line.role = ANY (giver.roles)) AS is_theirs,
        line.user_id IS NOT NULL OR line.role = 'leader' AS binds_leaders,
        'leader' = ANY (giver.roles) AS is_leader
    FROM approval_requests AS request
    JOIN users AS giver
        ON giver.organization_id = request.organization_id
        AND giver.id = coalesce(request.decided_for_id, request.decided_by_id)
    JOIN negotiations AS negotiation
        ON negotiation.organization_id = request.organization_id AND negotiation.id = request.negotiation_id
    JOIN authorities AS line
        ON line.organization_id = request.organization_id
        AND line.basis = 'value'
        AND line.from_on <= request.decided_at::date
        AND (line.until_on IS NULL OR line.until_on >= request.decided_at::date)
        AND (line.ended_at IS NULL OR line.ended_at > request.decided_at)
        AND (line.topic IS NULL OR line.topic = negotiation.topic)
        AND (line.segment IS NULL OR line.segment = negotiation.segment)
    WHERE request.state = 'approved'
),

furthest AS (
    SELECT organization_id, id, currency, max("limit") FILTER (WHERE is_theirs) AS reach
    FROM lines
    GROUP BY organization_id, id, currency
),

bound AS (
    SELECT organization_id, id
    FROM lines
    GROUP BY organization_id, id
    HAVING NOT bool_or(is_leader) OR bool_or(is_theirs AND binds_leaders)
)

UPDATE approval_requests AS request
SET value_reach = (
    SELECT coalesce(jsonb_object_agg(furthest.currency, furthest.reach::text), '{}')
    FROM furthest
    WHERE furthest.organization_id = request.organization_id
    AND furthest.id = request.id
    AND furthest.reach IS NOT NULL
)
FROM bound
WHERE bound.organization_id = request.organization_id AND bound.id = request.id;
