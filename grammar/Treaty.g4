// The surface of the Nansen language. This file is its only definition; docs/language/ explains it
// construct by construct. Generated code stays in the build tree.
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
  | 'integer' range? ('in' unit)?                        # integerType
  | 'decimal' range? ('in' unit)?                        # decimalType
  | 'share'                                              # shareType
  | 'date'                                               # dateType
  | 'period' 'in' periodUnit                             # periodType
  | 'set' 'of' name                                      # setType
  | name                                                 # namedType
  ;

range : 'from' signedNumber 'to' signedNumber ;

signedNumber : '-'? number ;

unit : name ('per' magnitude? name)* ;

magnitude : 'hundred' | 'thousand' | 'million' ;

periodUnit : 'day' | 'days' | 'month' | 'months' | 'year' | 'years' ;

// ---- instruments -------------------------------------------------------------------------------

instrument : 'instrument' name STRING? '{' instrumentItem* '}' ;

instrumentItem
  : 'cited' 'as' STRING             # citedClause
  | 'adopted' DATE                  # adoptedClause
  | 'in' 'force' DATE               # inForceClause
  | 'repealed' DATE                 # repealedClause
  | 'rank' INTEGER                  # rankClause
  | usesClause                      # instrumentUses
  | provisionItem                   # instrumentProvision
  ;

provisionItem
  : annotation
  | reading
  | division
  | definition
  | openClause
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

// A base: either one expression, or rules that each give a value.
definition
  : connective* 'define' name 'of' name (':' valueType)? 'as' expression annotation*   # baseDefinition
  | connective* 'define' name 'of' name ':' valueType '{' ruleItem* '}'                # ruleDefinition
  ;

ruleItem
  : headLabel? connective* 'where' expression ':' sum annotation*   # whereRule
  | headLabel? 'otherwise' ':' sum annotation*                      # otherwiseRule
  | settlement                                                      # settlementItem
  ;

settlement
  : 'the' 'most' 'favourable' 'applies'
  | 'lex' ('superior' | 'posterior' | 'specialis') 'applies'
  ;

// What is built in the open: a further way in, a further rule, or an exception, to a definition or
// to any provision by its address.
openClause
  : headLabel? connective* target 'also' 'applies' 'where' expression annotation*            # addition
  | headLabel? connective* target 'also' 'provides' sum 'where' expression annotation*       # furtherRule
  | headLabel? connective* target 'does' 'not' 'apply' 'where' expression annotation*        # exception
  ;

connective
  : ('subject' 'to' | 'notwithstanding' | 'without' 'prejudice' 'to')
    reference ('and' reference)* ','
  ;

reference : target | headLabel+ ;

target : address | path ;

address : divisionStep+ headLabel* ('of' name)? ;

headLabel : '(' labelWord ')' ;

labelWord : name | INTEGER | LABEL ;

// ---- expressions, loosest first ----------------------------------------------------------------

// A unless B unless C is A unless (B unless C): C lifts the exception B.
expression : disjunction ('unless' disjunction)* ;

disjunction : conjunction ('or' conjunction)* ;

conjunction : negation ('and' negation)* ;

negation : 'not'* comparison ;

comparison : sum comparisonTail? ;

comparisonTail
  : 'is' 'not'? 'empty'                                   # isEmpty
  | 'is' 'not'? 'one' 'of' '{' sum (',' sum)* '}'         # isOneOf
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
  | '(' expression ')'
  ;

group : quantity 'of' '{' groupBody '}' ;

quantity : 'all' | 'any' | 'none' | 'at' 'least' INTEGER ;

groupBody
  : labelledHead+
  | plainHead (',' plainHead)* ','?
  ;

labelledHead : headLabel expression annotation* ;

plainHead : expression annotation* ;

quantifier
  : 'for' ('every' | 'some') name 'in' path ':' expression
  | 'at' 'least' INTEGER 'of' name 'in' path ':' expression
  ;

path : name ('.' name)* ;

literal
  : 'yes'                          # yesLiteral
  | 'no'                           # noLiteral
  | DATE                           # dateLiteral
  | INTEGER periodUnit             # periodLiteral
  | number '%'                     # percentLiteral
  | number unit                    # quantityLiteral
  | number                         # numberLiteral
  ;

number : INTEGER | DECIMAL ;

// ---- examples ----------------------------------------------------------------------------------

example : 'example' STRING exampleItem* '{' exampleItem* '}' ;

exampleItem
  : annotation                                        # exampleAnnotation
  | 'as' 'of' DATE                                    # exampleDate
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
  | '-'? literal                                      # literalValue
  | name                                              # memberValue
  | STRING                                            # idValue
  | '{' (name (',' name)* ','?)? '}'                  # setValue
  | row                                               # referencedRow
  | '[' (row (',' row)* ','?)? ']'                    # linkedRows
  ;

expectedValue : 'undetermined' | '-'? literal | name ;

// ---- words -------------------------------------------------------------------------------------

// Keywords that may also be names, where no sentence becomes ambiguous by it.
name
  : IDENTIFIER
  | 'rank' | 'default' | 'share' | 'range' | 'unit' | 'favourable' | 'superior' | 'posterior'
  | 'specialis' | 'lex' | 'cited' | 'adopted' | 'repealed' | 'force' | 'empty' | 'hundred'
  | 'thousand' | 'million' | 'rows' | 'otherwise'
  ;

DATE : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
DECIMAL : DIGIT+ '.' DIGIT+ ;
INTEGER : DIGIT+ ;
LABEL : DIGIT+ [\p{L}_]+ [\p{L}\p{N}_]* ;
IDENTIFIER : [\p{L}_] [\p{L}\p{N}_]* ;
STRING : '"' (ESCAPE | ~["\\])* '"' ;

COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
SPACE : [ \t\r\n\uFEFF]+ -> channel(HIDDEN) ;

// Whatever is no token becomes one, so that the parser can say where it stands.
UNTERMINATED : '"' (ESCAPE | ~["\\])* ;
STRAY : . ;

fragment ESCAPE : '\\' ["\\] ;
fragment DIGIT : [0-9] ;
