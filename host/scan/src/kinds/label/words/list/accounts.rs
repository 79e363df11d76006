//! Accounts of banks that are no IBAN.

use super::group::{Group, of};
use crate::kinds::label::Told::{Account, BankCode, Routing, SortCode, Swift};

#[rustfmt::skip]
pub(super) const GROUPS: &[Group] = &[
    (of(Routing), &[
        "routing", "routingnumber", "routingno", "routingcode", "routingnr", "aba", "abano", "abanumber", "abacode",
        "abarouting", "abartn", "rtn", "rtnno", "routingtransit", "transitnumber", "bankrouting", "achrouting",
        "wirerouting", "achaba", "abaroutingnumber", "rutabancaria", "ruteo", "enrutamiento", "númerodeabba",
        "routage", "acheminement", "acheminementbancaire", "bankleitzahlaba", "roteamento", "routingbancario",
        "instradamento", "ルーティング", "라우팅", "路由号码", "匯款路由", "númeroderuta", "numeroderuta", "transit",
    ]),
    (of(SortCode), &[
        "sortcode", "banksort", "banksortcode", "sortcd", "srtcd", "sortcodeno", "branchsortcode", "sortiercode",
        "codetri", "códigosort", "sortkode", "codedetri",
    ]),
    (of(Swift), &[
        "bic", "swift", "swiftcode", "biccode", "swiftbic", "bicswift", "bicno", "bicnumber", "bicnummer", "swiftno",
        "swiftid", "swiftaddress", "bankidentifier", "businessidentifier", "bankbic", "swiftcd", "银行代码", "السويفت",
        "سويفت", "سوئیفت", "свифт", "бик", "स्विफ्ट", "สวิฟต์", "σουίφτ", "סוויפט",
    ]),
    (of(Account), &[
        "accountnumber", "accountno", "accountnr", "accountnum", "acctnumber", "acctno", "acctnum", "acctnr", "accno",
        "accnumber", "accnum", "bankaccount", "bankacct", "bankaccountno", "bankaccountnumber", "checkingaccount",
        "savingsaccount", "currentaccount", "kontonummer", "kontonr", "ktonr", "kontonumber", "ktonummer", "kto",
        "bankkonto", "bankkontonummer", "girokonto", "bankverbindung", "numérodecompte", "numerodecompte",
        "numcompte", "nocompte", "ndecompte", "comptebancaire", "cuentabancaria", "númerodecuenta", "numerodecuenta",
        "numcuenta", "nrocuenta", "nodecuenta", "cuentacorriente", "cuentadeahorros", "contabancária",
        "contabancaria", "númerodaconta", "numerodaconta", "númerodeconta", "contacorrente", "contobancario",
        "numeroconto", "numerodiconto", "numerodeconto", "contocorrente", "numerocc", "rekeningnummer", "rekeningnr",
        "bankrekening", "bankrekeningnummer", "bankkontonr", "kontonumret", "tilinumero", "pankkitili", "numerkonta",
        "nrkonta", "kontobankowe", "numerrachunku", "nrrachunku", "rachunekbankowy", "čísloúčtu", "cislouctu",
        "čúčtu", "bankovníúčet", "bankszámlaszám", "számlaszám", "contbancar", "numărdecont", "numarcont",
        "номерсчета", "номерсчёта", "расчетныйсчет", "расчётныйсчёт", "номеррахунку", "hesapnumarası", "hesapno",
        "bankahesabı", "رقمالحساب", "الحسابالبنكي", "מספרחשבון", "חשבוןבנק", "खातासंख्या", "खातानंबर", "बैंकखाता",
        "เลขบัญชี", "เลขที่บัญชี", "บัญชีธนาคาร", "sốtàikhoản", "stk", "norekening", "nomorrekening", "norek",
        "akaunbank", "账号", "帳號", "银行账号", "银行账户", "銀行帳號", "口座番号", "銀行口座", "계좌번호", "은행계좌", "clabe", "cbu",
        "clabeinterbancaria", "bban", "n°decompte", "nºdecompte", "n°compte", "nºcompte", "nºdecuenta", "n°decuenta",
        "nºcuenta", "n°cuenta", "nºdaconta", "n°daconta", "nconto", "n°conto", "ndecuenta", "numărcont",
        "λογαριασμού", "beneficiaryaccount", "destinationaccount", "payeeaccount", "debitaccount", "creditaccount",
        "sourceaccount",
    ]),
    (of(BankCode), &["blz", "bankleitzahl", "bankcode", "bsb", "bsbno", "bsbnumber", "bsbcode", "ifsc", "ifsccode"]),
];
