// The surface of the Nansen language. This file is its only definition; docs/language/ explains it
// construct by construct. Generated code stays in the build tree.
//
// Rules are cut so that the parser can almost always decide by the next word: its errors then stand
// on the word that is wrong. Two things are read more widely than the language allows, because the
// parser's own words for them would not help: how the heads of a group are separated, and a label in
// front of a definition. compiler/syntax refuses both with messages of their own.
grammar Treaty;

file : item* EOF ;

item
  : usesClause
  | vocabulary
  | unitDeclaration
  | enumeration
  | entity
  | instrument
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

periodUnit : 'day' | 'days' | 'month' | 'months' | 'year' | 'years' ;

// ---- instruments -------------------------------------------------------------------------------

instrument : 'instrument' name STRING? '{' instrumentItem* '}' ;

instrumentItem
  : 'cited' 'as' STRING             # citedClause
  | 'adopted' DATE_NUMERAL          # adoptedClause
  | 'in' 'force' DATE_NUMERAL       # inForceClause
  | 'repealed' DATE_NUMERAL         # repealedClause
  | 'rank' INTEGER_NUMERAL          # rankClause
  | usesClause                      # instrumentUses
  | provisionItem                   # instrumentProvision
  ;

provisionItem
  : annotation
  | reading
  | division
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
governed : headLabel? connective* (definition | clause) ;

// A base: either one expression, or rules that each give a value.
definition
  : 'define' name 'of' name (':' valueType (definitionBase | definitionRules) | definitionBase)
  ;

definitionBase : 'as' expression annotation* ;

definitionRules : '{' ruleItem* '}' ;

ruleItem
  : headLabel? (connective* 'where' expression | 'otherwise') ':' sum annotation*   # valueRule
  | settlement                                                                     # settlementItem
  ;

settlement
  : 'the' 'most' 'favourable' 'applies'
  | 'lex' ('superior' | 'posterior' | 'specialis') 'applies'
  ;

// What is built in the open: a further way in, a further rule, or an exception, to a definition or
// to any provision by its address.
clause : target clauseTail annotation* ;

clauseTail
  : 'also' ('applies' | 'provides' sum) 'where' expression     # extension
  | 'does' 'not' 'apply' 'where' expression                    # exception
  ;

connective
  : ('subject' 'to' | 'notwithstanding' | 'without' 'prejudice' 'to')
    reference ('and' reference)* ','
  ;

reference : target | headLabel+ ;

target : address | path ;

address : divisionStep+ headLabel* ('of' name)? ;

headLabel : '(' labelWord ')' ;

labelWord : name | INTEGER_NUMERAL | LABEL ;

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
  | 'is' 'not'? sum                                       # isSame
  | 'includes' sum                                        # includes
  ;

sum : product (('+' | '-') product)* ;

product : factor ('*' factor)* ;

factor
  : '-' factor                     # negatedFactor
  | number '%' 'of' factor         # portionFactor
  | primary                        # primaryFactor
  ;

primary
  : group
  | quantifier
  | literal
  | path
  | parenthesis
  ;

parenthesis : '(' expression ')' ;

// Either every head has a label and no comma stands between them, or none has one and commas do.
group : quantity 'of' '{' head (','? head)* ','? '}' ;

quantity : 'all' | 'any' | 'none' | 'at' 'least' INTEGER_NUMERAL ;

head : headLabel? expression annotation* ;

quantifier
  : ('for' ('every' | 'some') | 'at' 'least' INTEGER_NUMERAL 'of') name 'in' path ':' expression
  ;

path : name ('.' name)* ;

literal
  : 'yes'                          # yesLiteral
  | 'no'                           # noLiteral
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
  | 'given' name row                                  # given
  | 'expect' path ':' expectedValue                   # expectation
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
  | row                                               # referencedRow
  | '[' (row (',' row)* ','?)? ']'                    # linkedRows
  ;

expectedValue : 'undetermined' | signedLiteral | name ;

signedLiteral : '-' numeral | literal ;

// ---- words -------------------------------------------------------------------------------------

// Keywords that may also be names, where no sentence becomes ambiguous by it.
name
  : IDENTIFIER
  | 'rank' | 'share' | 'unit' | 'favourable' | 'superior' | 'posterior' | 'specialis' | 'lex'
  | 'cited' | 'adopted' | 'repealed' | 'force' | 'empty' | 'hundred' | 'thousand' | 'million'
  | 'rows' | 'none'
  ;

ADOPTED : 'adopted' ;
AFTER : 'after' ;
ALL : 'all' ;
ALSO : 'also' ;
AND : 'and' ;
ANNEX : 'annex' ;
ANY : 'any' ;
APPLIES : 'applies' ;
APPLY : 'apply' ;
ARTICLE : 'article' ;
AS : 'as' ;
AT : 'at' ;
BEFORE : 'before' ;
BOOLEAN : 'boolean' ;
CHAPTER : 'chapter' ;
CITED : 'cited' ;
CONCLUSION : 'conclusion' ;
DATE : 'date' ;
DAY : 'day' ;
DAYS : 'days' ;
DECIMAL : 'decimal' ;
DEFAULT : 'default' ;
DEFINE : 'define' ;
DOES : 'does' ;
EMPTY : 'empty' ;
ENTITY : 'entity' ;
ENUMERATION : 'enumeration' ;
EVERY : 'every' ;
EXAMPLE : 'example' ;
EXPECT : 'expect' ;
FAVOURABLE : 'favourable' ;
FOR : 'for' ;
FORCE : 'force' ;
FROM : 'from' ;
GIVEN : 'given' ;
HUNDRED : 'hundred' ;
IN : 'in' ;
INCLUDES : 'includes' ;
INSTRUMENT : 'instrument' ;
INTEGER : 'integer' ;
IS : 'is' ;
JUDGEMENT : 'judgement' ;
LEAST : 'least' ;
LESS : 'less' ;
LEX : 'lex' ;
MILLION : 'million' ;
MONTH : 'month' ;
MONTHS : 'months' ;
MORE_WORD : 'more' ;
MOST : 'most' ;
NO : 'no' ;
NONE : 'none' ;
NOT : 'not' ;
NOTE : 'note' ;
NOTWITHSTANDING : 'notwithstanding' ;
OF : 'of' ;
ON : 'on' ;
ONE : 'one' ;
OR : 'or' ;
ORDERED : 'ordered' ;
OTHERWISE : 'otherwise' ;
PARAGRAPH : 'paragraph' ;
PART : 'part' ;
PER : 'per' ;
PERIOD : 'period' ;
POSTERIOR : 'posterior' ;
PREJUDICE : 'prejudice' ;
PROVIDES : 'provides' ;
RANK : 'rank' ;
READING : 'reading' ;
REPEALED : 'repealed' ;
ROWS : 'rows' ;
SCHEDULE : 'schedule' ;
SECTION : 'section' ;
SET : 'set' ;
SHARE : 'share' ;
SOME : 'some' ;
SOURCE : 'source' ;
SPECIALIS : 'specialis' ;
SUBJECT : 'subject' ;
SUBPARAGRAPH : 'subparagraph' ;
SUPERIOR : 'superior' ;
THAN : 'than' ;
THE : 'the' ;
THOUSAND : 'thousand' ;
TITLE : 'title' ;
TO : 'to' ;
UNDETERMINED : 'undetermined' ;
UNIT : 'unit' ;
UNKNOWN : 'unknown' ;
UNLESS : 'unless' ;
UNVERIFIED : 'unverified' ;
USES : 'uses' ;
VOCABULARY : 'vocabulary' ;
WHERE : 'where' ;
WITHOUT : 'without' ;
YEAR : 'year' ;
YEARS : 'years' ;
YES : 'yes' ;
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
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
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
