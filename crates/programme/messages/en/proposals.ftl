proposal-amends-another = is { $amends }; what stands of proposal { $id } is entry { $stands }
proposal-not-amendable = proposal { $id } cannot be amended now: it is up for a vote, selected or withdrawn
proposal-no-candidate = { $id } is not a candidate of this vote
proposal-withdrawn-already = proposal { $id } cannot be withdrawn any more: it is withdrawn already
proposal-withdrawn-by-another = proposal { $id } was handed in by { $by }: whoever else takes it back says why
proposal-was-up = proposal { $id } cannot be withdrawn any more: it is or was up for the vote { $vote }
