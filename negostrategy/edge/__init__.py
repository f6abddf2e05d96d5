"""HTTP manners: the one door, payloads, problems, answers, paging, filters, the description of the API."""
