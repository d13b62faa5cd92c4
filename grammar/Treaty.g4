// The surface of the Nansen language. This file is its only definition; docs/language/ explains it
// construct by construct. Generated code stays in the build tree.
//
// Rules are cut so that the parser can almost always decide by the next word: its errors then stand
// on the word that is wrong. A few things are read more widely than the language allows, because the
// parser's own words for them would not help: how the heads of a group are separated, a label in
// front of a definition, the names of methods of rounding and of rules for ties, and how often
// something is said behind one line or allocation. compiler/syntax refuses them with messages of
// their own.
grammar Treaty;

file : item* EOF ;

item
  : usesClause
  | vocabulary
  | unitDeclaration
  | enumeration
  | entity
  | furtherFacts
  | calendar
  | instrument
  | draft
  | example
  ;

// ---- vocabularies ------------------------------------------------------------------------------

// A header: the declarations after it, up to the next vocabulary or the end, belong to it.
vocabulary : 'vocabulary' name STRING? ;

usesClause : 'uses' name (',' name)* ;

unitDeclaration : 'unit' name STRING? ;

enumeration
  : 'enumeration' name STRING? '{' member (',' member)* ','? '}'
  | 'ordered' 'enumeration' name STRING? '{' member ('<' member)* '}'
  ;

member : name STRING? ;

entity : 'entity' name STRING? '{' fact* '}' ;

// More facts of an entity that is declared elsewhere.
furtherFacts : 'further' 'facts' 'of' name '{' fact* '}' ;

fact : name ':' factType STRING? annotation* ;

factType
  : 'judgement' ('of' valueType)?   # judgementFact
  | 'rows' 'of' name                # linkFact
  | valueType                       # plainFact
  ;

valueType
  : 'boolean'                                            # booleanType
  | 'integer' bounds? ('in' unit)?                       # integerType
  | 'decimal' bounds? ('in' unit)?                       # decimalType
  | 'share'                                              # shareType
  | 'date'                                               # dateType
  | 'period' 'in' periodUnit                             # periodType
  | 'set' 'of' name                                      # setType
  | name                                                 # namedType
  ;

bounds : 'from' signedNumber 'to' signedNumber ;

signedNumber : '-'? number ;

unit : name ('per' magnitude? name)* ;

magnitude : 'hundred' | 'thousand' | 'million' ;

periodUnit : 'day' | 'days' | 'week' | 'weeks' | 'month' | 'months' | 'year' | 'years' ;

calendar : 'calendar' name STRING? '{' (annotation | weekend | holiday)* '}' ;

weekend : 'weekend' name (',' name)* ;

holiday
  : 'holiday' DATE_NUMERAL STRING?                             # holidayOnce
  | 'holiday' 'every' INTEGER_NUMERAL '-' INTEGER_NUMERAL STRING?   # holidayEveryYear
  ;

// ---- instruments -------------------------------------------------------------------------------

instrument : 'instrument' name STRING? '{' instrumentItem* '}' ;

instrumentItem
  : 'cited' 'as' STRING             # citedClause
  | 'adopted' DATE_NUMERAL          # adoptedClause
  | 'in' 'force' DATE_NUMERAL       # inForceClause
  | 'repealed' DATE_NUMERAL         # repealedClause
  | 'rank' INTEGER_NUMERAL          # rankClause
  | 'replaces' name                 # replacesClause
  | usesClause                      # instrumentUses
  | provisionItem                   # instrumentProvision
  ;

provisionItem
  : annotation
  | reading
  | division
  | parameter
  | formula
  | allocation
  | computation
  | computedBy
  | status
  | statusAddition
  | clock
  | limit
  | binds
  | noReservation
  | governed
  ;

annotation : ('source' | 'note' | 'unverified') STRING ;

reading : 'reading' name STRING? '{' readingChoice+ '}' ;

readingChoice : name STRING? 'default'? ;

division : divisionStep+ STRING? '{' provisionItem* '}' ;

divisionStep : level labelWord ;

level
  : 'part' | 'chapter' | 'title' | 'annex' | 'schedule' | 'article' | 'section' | 'conclusion'
  | 'paragraph' | 'subparagraph'
  ;

// What connectives can govern. A label belongs to a clause only.
governed : headLabel? connective* (definition | right | norm | clause | reservation) ;

// A base: either one expression, or rules that each give a value.
definition
  : 'define' name 'of' name (':' valueType (definitionBase | definitionRules) | definitionBase)
  ;

// What is said of a right stands in front of its values.
right
  : 'right' name 'of' name ':' valueType (owedTo | attachesAt)* (rightValue | definitionRules)
  ;

owedTo : 'owed' 'to' expression ;

attachesAt : 'attaches' 'at' name ;

rightValue : 'as' sum annotation* ;

norm
  : ('prohibit' | 'permit') name 'of' name 'where' expression annotation*     # freeNorm
  | 'oblige' name 'of' name 'where' expression ':' expression annotation*     # dutyNorm
  ;

definitionBase : 'as' expression annotation* ;

definitionRules : '{' ruleItem* '}' ;

ruleItem
  : headLabel? (connective* 'where' expression | 'otherwise') ':' sum annotation*   # valueRule
  | settlement                                                                     # settlementItem
  ;

settlement
  : 'the' 'most' 'favourable' 'applies'
  | 'the' 'first' 'applies'
  | 'lex' ('superior' | 'posterior' | 'specialis') 'applies'
  ;

// What is built in the open: a further way in, a further rule, or an exception, to a definition or
// to any provision by its address.
clause : target clauseTail annotation* ;

clauseTail
  : 'also' ('applies' | 'provides' sum) 'where' expression     # extension
  | 'does' 'not' 'apply' 'where' expression                    # exception
  ;

reservation : 'reservation' name 'to' target 'where' expression annotation* ;

connective
  : ('subject' 'to' | 'notwithstanding' | 'without' 'prejudice' 'to')
    reference ('and' reference)* ','
  ;

reference : target | headLabel+ ;

target : address | path ;

address : divisionStep+ headLabel* ('of' name)? ;

headLabel : '(' labelWord ')' ;

labelWord : name | 'extended' | INTEGER_NUMERAL | LABEL ;

// ---- time --------------------------------------------------------------------------------------

// Which clauses there must be, and how often, is checked later.
computation : 'computation' name STRING? '{' (annotation | computationClause)* '}' ;

computationClause
  : 'the' 'day' 'of' 'the' 'event' ('counts' | 'does' 'not' 'count')   # eventDayClause
  | 'month' 'ends' rounding                                            # monthEndClause
  | 'ends' 'on' 'the' 'next' 'working' 'day' 'of' name                 # nextWorkingDayClause
  ;

rounding : 'rounding' ('down' | 'up') ;

computedBy : 'periods' 'are' 'computed' 'by' path ;

status : 'status' name 'of' name STRING? '{' (annotation | statusClause)* '}' ;

// More of a status, in a provision of its own.
statusAddition : headLabel? path statusWords ;

statusClause : headLabel? statusWords ;

statusWords
  : 'begins' 'on' sum whereClause? annotation*                          # beginsWords
  | 'lasts' ('until' sum | sum) whereClause? annotation*                # lastsWords
  | ('is' | 'may' 'be') 'extended' (INTEGER_NUMERAL ('time' | 'times'))?
    'by' ('up' 'to' sum 'until' sum | sum)
    whereClause? ('as' 'often' 'as' sum)? annotation*                   # extendedWords
  | 'ends' 'early' 'on' sum whereClause? annotation*                    # endsEarlyWords
  | 'becomes' path whereClause? annotation*                             # becomesWords
  | 'counts' 'toward' path annotation*                                  # countsTowardWords
  | 'bars' path annotation*                                             # barsWords
  ;

whereClause : 'where' expression ;

clock : 'clock' name 'of' name STRING? '{' (annotation | startsAnew)* '}' ;

startsAnew : 'starts' 'anew' 'after' 'a' 'gap' 'of' 'more' 'than' sum ;

// ---- limits, and whom an instrument binds ------------------------------------------------------

limit
  : 'limit' name 'of' name ':' ('total' 'of' sum | 'count') 'is' 'at' 'most' sum
    limitWindow? ('by' path (',' path)*)? whereClause? annotation*
  ;

limitWindow
  : 'in' 'each' ('year' | 'month') 'of' path        # windowOfTime
  | 'at' 'once' 'from' path 'until' path            # windowAtOnce
  ;

binds
  : 'binds' name 'from' sum ('until' sum)? whereClause? annotation*   # bindsFrom
  | 'binds' name 'through' path                                      # bindsThrough
  ;

noReservation : 'no' 'reservation' 'to' address (',' address)* annotation* ;

// ---- formulas over States ----------------------------------------------------------------------

parameter
  : 'parameter' name '=' signedNumeral ('from' signedNumeral 'to' signedNumeral)? STRING?
    annotation*
  ;

signedNumeral : '-'? numeral ;

// What is said of all lines stands in front of them, so that it is never taken for the end of one.
formula
  : 'formula' name 'of' name ('among' path)?
    '{' (annotation | missingIndicator)* formulaLine* '}'
  ;

formulaLine : name '=' lineValue (',' lineTail)* annotation* ;

// The first whose condition holds.
lineValue : expression ('where' expression ',' 'otherwise' expression)* ;

lineTail
  : 'at' 'most' sum                                         # ceilingTail
  | 'at' 'least' sum                                        # floorTail
  | 'what' 'is' 'cut' 'off' 'redistributed'
    ('once' | 'until' 'nothing' 'is' 'cut') ('by' sum)?     # redistributionTail
  | missingIndicator                                        # missingTail
  | 'where' 'zero' ':' (excludeState | sum)                 # zeroTail
  ;

missingIndicator
  : 'where' 'missing' ':'
    ('error' | 'zero' | excludeState | 'mean' 'of' 'the' 'years' 'reported')
  ;

excludeState : 'exclude' 'the' 'State' ;

allocation : 'allocate' sum 'by' path (',' allocationTerm)* 'as' name annotation* ;

allocationTerm
  : 'rounding' ('by' roundingMethod | 'each' 'to' 'the' 'nearest')   # roundingTerm
  | 'ties' 'by' tieRule                                              # tiesTerm
  | 'at' 'most' sum                                                  # ceilingTerm
  | 'at' 'least' sum                                                 # floorTerm
  | 'exempting' path                                                 # exemptingTerm
  ;

roundingMethod : name ('-'? name)? ;

tieRule : name (('of' 'the')? name)? ;

// ---- drafts ------------------------------------------------------------------------------------

draft : 'draft' name STRING? 'amends' name '{' draftItem* '}' ;

draftItem
  : 'cited' 'as' STRING     # draftCited
  | annotation              # draftAnnotation
  | usesClause              # draftUses
  | amendingBlock           # draftBlock
  | amendment               # draftAmendment
  ;

// What draftItem has beyond these is refused in a block later.
amendingBlock : divisionStep+ STRING? '{' draftItem* '}' ;

amendment : headLabel? ('in' place)? change annotation* ;

change
  : 'insert' inserted position?                                               # insertion
  | 'replace' 'the' 'words' expression 'with' expression
    ('wherever' 'they' 'occur')?                                              # wordsReplacement
  | 'replace' 'the' 'value' 'of' place 'with' lineValue                       # valueReplacement
  | 'replace' place 'with' inserted                                           # replacement
  | 'omit' 'the' 'words' expression                                           # wordsOmission
  | 'omit' place                                                              # omission
  | 'renumber' place 'as' (divisionStep+ | headLabel)                         # renumbering
  ;

inserted
  : '{' provisionItem* '}'                                                    # insertedProvisions
  | headLabel? (connective* 'where' expression | 'otherwise') ':' sum annotation*   # insertedRule
  | headLabel? statusWords                                                    # insertedClause
  | formulaLine                                                               # insertedLine
  | head                                                                      # insertedHead
  ;

position
  : ('before' | 'after') place            # positionBeside
  | 'at' 'the' ('beginning' | 'end')      # positionAtAnEnd
  ;

// A label that begins a line belongs to the amendment behind it, which compiler/syntax sees to: here
// it is read as the last head of the place in front of it.
place : divisionStep+ path? headLabel* | path headLabel* | headLabel+ ;

// ---- expressions, loosest first ----------------------------------------------------------------

// A unless B unless C is A unless (B unless C): C lifts the exception B.
expression : disjunction ('unless' disjunction)* ;

disjunction : conjunction ('or' conjunction)* ;

conjunction : negation ('and' negation)* ;

negation : 'not'* comparison ;

comparison : sum comparisonTail? ;

comparisonTail
  : 'is' 'not'? 'empty'                                   # isEmpty
  | 'is' 'not'? 'one' 'of' '{' sum (',' sum)* ','? '}'    # isOneOf
  | 'is' 'at' 'least' sum                                 # isAtLeast
  | 'is' 'at' 'most' sum                                  # isAtMost
  | 'is' 'more' 'than' sum                                # isMoreThan
  | 'is' 'less' 'than' sum                                # isLessThan
  | 'is' 'before' sum                                     # isBefore
  | 'is' 'after' sum                                      # isAfter
  | 'is' 'on' 'or' 'before' sum                           # isOnOrBefore
  | 'is' 'on' 'or' 'after' sum                            # isOnOrAfter
  | 'is' 'no' 'later' 'than' sum 'after' sum               # isTimely
  | 'is' 'later' 'than' sum 'after' sum                   # isLate
  | 'is' 'not'? sum                                       # isSame
  | 'includes' sum                                        # includes
  ;

// What is said of a month's end belongs to the sum in front of it.
sum : product (('+' | '-') product rounding?)* ;

product : factor (('*' | '/') factor)* ;

factor
  : '-' factor                     # negatedFactor
  | number '%' 'of' factor         # portionFactor
  | primary                        # primaryFactor
  ;

primary
  : group
  | quantifier
  | across
  | endOfPeriod
  | dayAsked
  | timeIn
  | literal
  | path
  | parenthesis
  ;

parenthesis : '(' expression ')' ;

// The last day of a period that begins with an event.
endOfPeriod : 'end' 'of' sum 'after' primary ;

dayAsked : 'the' 'day' 'asked' ;

timeIn : 'time' 'in' path ;

// Either every head has a label and no comma stands between them, or none has one and commas do.
group : quantity 'of' '{' head (','? head)* ','? '}' ;

quantity : 'all' | 'any' | 'none' | 'at' 'least' INTEGER_NUMERAL ;

head : headLabel? expression annotation* ;

quantifier
  : ('for' ('every' | 'some') | 'at' 'least' INTEGER_NUMERAL 'of') name 'in' path ':' expression
  ;

// What is made of many numbers: those of several States, of one State, or of the rows that name it.
across
  : ('share' | 'inverse' 'share' | 'rank') 'of' factor among?              # standing
  | ('total' | 'mean' | 'median' | 'least' | 'greatest') 'of' '{' sum (',' sum)* ','? '}'
                                                                           # listed
  | ('total' | 'mean' | 'median' | 'least' | 'greatest') 'of' factor (among | 'over' rowsOf)?
                                                                           # combined
  | 'count' 'of' rowsOf                                                    # countedRows
  | 'count' 'of' path                                                      # countedStates
  ;

among : 'among' path ;

rowsOf : name 'by' path ('where' expression)? ;

// A step of a status is asked for by `x.step_2.applies`.
path : name ('.' pathStep)* ;

pathStep : name | 'applies' | 'from' ;

literal
  : 'yes'                          # yesLiteral
  | 'no'                           # noLiteral
  | 'never'                        # neverLiteral
  | DATE_NUMERAL                   # dateLiteral
  | INTEGER_NUMERAL periodUnit     # periodLiteral
  | numeral                        # numberLiteral
  ;

numeral : number ('%' | unit)? ;

number : INTEGER_NUMERAL | DECIMAL_NUMERAL ;

// ---- examples ----------------------------------------------------------------------------------

example : 'example' STRING exampleItem* '{' exampleItem* '}' ;

exampleItem
  : annotation                                        # exampleAnnotation
  | 'as' 'of' DATE_NUMERAL                            # exampleDate
  | 'reading' path 'is' name                          # exampleReading
  | 'as' 'amended' 'by' name (',' name)*               # exampleAmended
  | 'given' name row                                  # given
  | ('on' DATE_NUMERAL)? 'expect' path ':' expectedValue   # expectation
  ;

row : '{' (assignment (',' assignment)* ','?)? '}' ;

assignment
  : name ':' givenValue            # factAssignment
  | 'otherwise' 'no'               # otherwiseNo
  ;

givenValue
  : 'unknown'                                         # unknownValue
  | signedLiteral                                     # literalValue
  | name                                              # memberValue
  | STRING                                            # idValue
  | '{' (name (',' name)* ','?)? '}'                  # setValue
  | 'between' DATE_NUMERAL 'and' DATE_NUMERAL         # dateRange
  | row                                               # referencedRow
  | '[' (row (',' row)* ','?)? ']'                    # linkedRows
  ;

expectedValue
  : 'undetermined' | signedLiteral | 'between' DATE_NUMERAL 'and' DATE_NUMERAL | name
  ;

signedLiteral : '-' numeral | literal ;

// ---- words -------------------------------------------------------------------------------------

// Keywords that may also be names, where no sentence becomes ambiguous by it.
name
  : IDENTIFIER
  | 'rank' | 'share' | 'unit' | 'favourable' | 'superior' | 'posterior' | 'specialis' | 'lex'
  | 'cited' | 'adopted' | 'repealed' | 'force' | 'empty' | 'hundred' | 'thousand' | 'million'
  | 'rows' | 'none'
  | 'total' | 'mean' | 'median' | 'greatest' | 'count' | 'over'
  | 'missing' | 'zero' | 'error' | 'exclude' | 'State' | 'reported'
  | 'what' | 'cut' | 'off' | 'redistributed' | 'once' | 'until' | 'nothing'
  | 'rounding' | 'each' | 'nearest' | 'ties' | 'exempting' | 'given'
  | 'calendar' | 'weekend' | 'holiday' | 'replaces' | 'right' | 'owed' | 'attaches' | 'prohibit'
  | 'permit' | 'oblige' | 'first' | 'reservation' | 'computation' | 'counts' | 'ends' | 'next'
  | 'working' | 'down' | 'up' | 'periods' | 'are' | 'computed' | 'status' | 'begins' | 'lasts'
  | 'may' | 'be' | 'extended' | 'time' | 'times' | 'often' | 'early' | 'becomes' | 'toward'
  | 'bars' | 'clock' | 'starts' | 'anew' | 'a' | 'gap' | 'limit' | 'binds' | 'through' | 'later'
  | 'end' | 'asked' | 'event' | 'week' | 'weeks' | 'between'
  | 'further' | 'facts' | 'draft' | 'amends' | 'amended' | 'words' | 'value' | 'wherever' | 'they'
  | 'occur' | 'beginning'
  ;

ADOPTED : 'adopted' ;
AFTER : 'after' ;
ALL : 'all' ;
ALLOCATE : 'allocate' ;
ALSO : 'also' ;
AMENDED : 'amended' ;
AMENDS : 'amends' ;
AMONG : 'among' ;
AND : 'and' ;
ANEW : 'anew' ;
ANNEX : 'annex' ;
ANY : 'any' ;
APPLIES : 'applies' ;
APPLY : 'apply' ;
ARE : 'are' ;
ARTICLE : 'article' ;
AS : 'as' ;
ASKED : 'asked' ;
AT : 'at' ;
ATTACHES : 'attaches' ;
A_WORD : 'a' ;
BARS : 'bars' ;
BE : 'be' ;
BECOMES : 'becomes' ;
BEFORE : 'before' ;
BEGINNING : 'beginning' ;
BEGINS : 'begins' ;
BETWEEN : 'between' ;
BINDS : 'binds' ;
BOOLEAN : 'boolean' ;
BY : 'by' ;
CALENDAR : 'calendar' ;
CHAPTER : 'chapter' ;
CITED : 'cited' ;
CLOCK : 'clock' ;
COMPUTATION : 'computation' ;
COMPUTED : 'computed' ;
CONCLUSION : 'conclusion' ;
COUNT : 'count' ;
COUNTS : 'counts' ;
CUT : 'cut' ;
DATE : 'date' ;
DAY : 'day' ;
DAYS : 'days' ;
DECIMAL : 'decimal' ;
DEFAULT : 'default' ;
DEFINE : 'define' ;
DOES : 'does' ;
DOWN : 'down' ;
DRAFT : 'draft' ;
EACH : 'each' ;
EARLY : 'early' ;
EMPTY : 'empty' ;
END : 'end' ;
ENDS : 'ends' ;
ENTITY : 'entity' ;
ENUMERATION : 'enumeration' ;
ERROR_WORD : 'error' ;
EVENT : 'event' ;
EVERY : 'every' ;
EXAMPLE : 'example' ;
EXCLUDE : 'exclude' ;
EXEMPTING : 'exempting' ;
EXPECT : 'expect' ;
EXTENDED : 'extended' ;
FACTS : 'facts' ;
FAVOURABLE : 'favourable' ;
FIRST : 'first' ;
FOR : 'for' ;
FORCE : 'force' ;
FORMULA : 'formula' ;
FROM : 'from' ;
FURTHER : 'further' ;
GAP : 'gap' ;
GIVEN : 'given' ;
GREATEST : 'greatest' ;
HOLIDAY : 'holiday' ;
HUNDRED : 'hundred' ;
IN : 'in' ;
INCLUDES : 'includes' ;
INSERT : 'insert' ;
INSTRUMENT : 'instrument' ;
INTEGER : 'integer' ;
INVERSE : 'inverse' ;
IS : 'is' ;
JUDGEMENT : 'judgement' ;
LASTS : 'lasts' ;
LATER : 'later' ;
LEAST : 'least' ;
LESS : 'less' ;
LEX : 'lex' ;
LIMIT : 'limit' ;
MAY : 'may' ;
MEAN : 'mean' ;
MEDIAN : 'median' ;
MILLION : 'million' ;
MISSING : 'missing' ;
MONTH : 'month' ;
MONTHS : 'months' ;
MORE_WORD : 'more' ;
MOST : 'most' ;
NEAREST : 'nearest' ;
NEVER : 'never' ;
NEXT : 'next' ;
NO : 'no' ;
NONE : 'none' ;
NOT : 'not' ;
NOTE : 'note' ;
NOTHING : 'nothing' ;
NOTWITHSTANDING : 'notwithstanding' ;
OBLIGE : 'oblige' ;
OCCUR : 'occur' ;
OF : 'of' ;
OFF : 'off' ;
OFTEN : 'often' ;
OMIT : 'omit' ;
ON : 'on' ;
ONCE : 'once' ;
ONE : 'one' ;
OR : 'or' ;
ORDERED : 'ordered' ;
OTHERWISE : 'otherwise' ;
OVER : 'over' ;
OWED : 'owed' ;
PARAGRAPH : 'paragraph' ;
PARAMETER : 'parameter' ;
PART : 'part' ;
PER : 'per' ;
PERIOD : 'period' ;
PERIODS : 'periods' ;
PERMIT : 'permit' ;
POSTERIOR : 'posterior' ;
PREJUDICE : 'prejudice' ;
PROHIBIT : 'prohibit' ;
PROVIDES : 'provides' ;
RANK : 'rank' ;
READING : 'reading' ;
REDISTRIBUTED : 'redistributed' ;
RENUMBER : 'renumber' ;
REPEALED : 'repealed' ;
REPLACE : 'replace' ;
REPLACES : 'replaces' ;
REPORTED : 'reported' ;
RESERVATION : 'reservation' ;
RIGHT : 'right' ;
ROUNDING : 'rounding' ;
ROWS : 'rows' ;
SCHEDULE : 'schedule' ;
SECTION : 'section' ;
SET : 'set' ;
SHARE : 'share' ;
SOME : 'some' ;
SOURCE : 'source' ;
SPECIALIS : 'specialis' ;
STARTS : 'starts' ;
STATE : 'State' ;
STATUS : 'status' ;
SUBJECT : 'subject' ;
SUBPARAGRAPH : 'subparagraph' ;
SUPERIOR : 'superior' ;
THAN : 'than' ;
THE : 'the' ;
THEY : 'they' ;
THOUSAND : 'thousand' ;
THROUGH : 'through' ;
TIES : 'ties' ;
TIME : 'time' ;
TIMES_WORD : 'times' ;
TITLE : 'title' ;
TO : 'to' ;
TOTAL : 'total' ;
TOWARD : 'toward' ;
UNDETERMINED : 'undetermined' ;
UNIT : 'unit' ;
UNKNOWN : 'unknown' ;
UNLESS : 'unless' ;
UNTIL : 'until' ;
UNVERIFIED : 'unverified' ;
UP : 'up' ;
USES : 'uses' ;
VALUE : 'value' ;
VOCABULARY : 'vocabulary' ;
WEEK : 'week' ;
WEEKEND : 'weekend' ;
WEEKS : 'weeks' ;
WHAT : 'what' ;
WHERE : 'where' ;
WHEREVER : 'wherever' ;
WITH : 'with' ;
WITHOUT : 'without' ;
WORDS : 'words' ;
WORKING : 'working' ;
YEAR : 'year' ;
YEARS : 'years' ;
YES : 'yes' ;
ZERO : 'zero' ;
OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
OPEN_PARENTHESIS : '(' ;
CLOSE_PARENTHESIS : ')' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;
COMMA : ',' ;
COLON : ':' ;
DOT : '.' ;
LESS_SIGN : '<' ;
EQUALS : '=' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
SLASH : '/' ;
PERCENT : '%' ;

DATE_NUMERAL : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
DECIMAL_NUMERAL : DIGIT+ '.' DIGIT+ ;
INTEGER_NUMERAL : DIGIT+ ;
LABEL : DIGIT+ [\p{L}_]+ [\p{L}\p{N}_]* ;
IDENTIFIER : [\p{L}_] [\p{L}\p{N}_]* ;
STRING : '"' (ESCAPE | ~["\\])* '"' ;

COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
SPACE : [ \t\r\n]+ -> skip ;

// Whatever is no token becomes one, so that the reader can say where it stands.
UNTERMINATED : '"' (ESCAPE | ~["\\])* ;
STRAY : . ;

fragment ESCAPE : '\\' ["\\] ;
fragment DIGIT : [0-9] ;
