# Makes applicants for protection of a random sample of cases: what hardly any applicant has done or is owed elsewhere is
# set to no, so that the answers turn on what the drafts are about. The rest stays as it was drawn.
BEGIN {
  FS = OFS = ","
  split("recognised_under_earlier_arrangements result_of_events_before_1951 recognised_as_refugee " \
    "granted_subsidiary_protection reavailed_protection reacquired_nationality " \
    "acquired_protective_nationality reestablished_in_country circumstances_ceased " \
    "receives_un_assistance has_taken_residence international_crime " \
    "serious_crime_before_admission serious_crime_after_admission acts_contrary_to_un " \
    "acts_contrary_to_oau infringed_oau_convention lesser_crime_before_admission danger_to_security " \
    "convicted_of_particularly_serious_crime danger_to_community subsequent_application", no, " ")
  for (i in no) given[no[i]] = "no"
  split("outside_country fears_persecution harm_severe harm_for_those_reasons", yes, " ")
  for (i in yes) given[yes[i]] = "yes"
}
NR == 1 { for (i = 1; i <= NF; ++i) if ($i in given) cell[i] = given[$i] }
NR > 1 { for (i in cell) $i = cell[i] }
{ print }
