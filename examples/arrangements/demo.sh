#!/bin/sh
# Newland's arrangements and the figures of her paper. Run it with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

arrangements="burden_sharing kosovo_evacuation_1999 emergency_evacuations timisoara_2008
us_australia_arrangement us_cuba_1994 mexico_plan_2004 soderkoping_2001
israel_temporary_protection first_asylum_support"

show nansen check $arrangements
show nansen test figures.treaty

printf '\nWhat is reported, and what of it is named\n'
for formula in persons_left_over states_left_over amount_left_over; do
  show nansen allocate burden_sharing --formula $formula --states arrangements.csv \
    --table Contribution=contributions.csv
done
printf '\nEUR 64 million or EUR 628 million\n'
show nansen allocate fund_as_printed.treaty --states members_of_the_fund.csv --digits 4

printf '\nBurdens borne, shared and contained\n'
show nansen run burden_sharing --cases contributions.csv \
  --define burden_sharing.character,burden_sharing.shares_a_burden
printf '\nOne severely ill as five, and as two\n'
show nansen allocate burden_sharing --formula weighed_contribution --states equivalent_states.csv \
  --table Contribution=equivalences.csv
show nansen allocate burden_sharing --formula weighed_contribution --states equivalent_states.csv \
  --table Contribution=equivalences.csv --set one_severely_ill=2

printf '\nKosovo, 1999\n'
show nansen breaches kosovo_evacuation_1999 --cases kosovo.csv
printf '\nTimisoara: six months, and 200 at once\n'
show nansen breaches timisoara_2008 --cases stays.csv --as-of 2011-06-27
show nansen breaches timisoara_2008 --cases stays_too_long.csv --as-of 2011-06-27
show nansen timeline timisoara_2008 --cases stays.csv --case eritreans_2011 --as-of 2011-06-27
printf '\nThe United States and Australia: 200 a year each way\n'
show nansen breaches us_australia_arrangement --cases exchange.csv
show nansen breaches us_australia_arrangement --cases exchange_made_up.csv
show nansen allocate burden_sharing --formula net_relocation --states exchanging_states.csv \
  --table Contribution=exchange.csv
printf '\nThe United States and Cuba\n'
show nansen run us_cuba_1994 --cases departures.csv --define us_cuba_1994.outcome
show nansen breaches us_cuba_1994 --entity Departure --cases departures.csv
show nansen breaches us_cuba_1994 --entity AgreementYear --cases agreement_years.csv
show nansen breaches us_cuba_1994 --entity AgreementYear --cases agreement_years.csv \
  --reading us_cuba_1994.twenty_thousand=floor
printf '\nMexico Plan of Action: 20 States, 48 hours\n'
show nansen allocate mexico_plan_2004 --formula number_of_adopting --states twenty_governments.csv
show nansen breaches mexico_plan_2004 --entity ResettlementRequest --cases requests.csv
printf '\nSöderköping: 10 States, of which 7 are now in the Union\n'
show nansen allocate soderkoping_2001 --formula numbers --states soderkoping.csv
show nansen run soderkoping_2001 --cases soderkoping.csv --as-of 2004-05-01 \
  --define soderkoping_2001.in_the_union,soderkoping_2001.assisted_from_outside_the_union
printf '\nIsrael: until they can go home, or the regime ends\n'
for case in bosnians_1993 from_sierra_leone from_liberia; do
  show nansen timeline israel_temporary_protection --cases sheltered.csv --case $case --as-of 2008-07-01
done
printf '\nEvacuated until they are resettled\n'
show nansen run emergency_evacuations --cases evacuees.csv --as-of 2010-03-01
