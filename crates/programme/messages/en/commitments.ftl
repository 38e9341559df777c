commitment-steps-too-many = are more than there are
commitment-year = { $year } is no year from 1900 to 2200
commitment-ends-first = { $end } is before the start, { $start }
commitment-corrects-another = is { $corrects }; what stands of commitment { $id } is entry { $stands }
commitment-of-another-country = is { $country }; the commitment is one of { $of }
