package io.ayni.core.sim;

import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.PutCardDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.PutProductDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.schedule.DeferralMethod;

/** What operators put there: accounts, cards, products and policies. */
final class NaiveAdministration {
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveAdministration(final NaiveSwitch twin) {
        books = twin.books;
        voice = twin.voice;
    }

    void putAccount(final PutAccountDecoder a) {
        NaiveAccount account = books.accounts.get(a.account());
        final boolean isNew = account == null;
        final long total = isNew ? a.openingBalanceMinor() : account.ledgerMinor - account.heldMinor;
        if (total + a.authorisedLineMinor() < 0 && AccountKind.ofCode(a.kind()).hasFloor()) {
            voice.say(new Said.Admin(a.replyTo().correlationId(), AdminResult.INVALID.code()));
            return;
        }
        if (isNew) {
            account = new NaiveAccount();
            account.number = a.account();
            account.member = a.memberId();
            account.currency = a.currency();
            account.kind = AccountKind.ofCode(a.kind());
            books.accounts.put(account.number, account);
        }
        account.status = AccountStatus.ofCode(a.status());
        account.signature = Signature.ofCode(a.signature());
        account.lineMinor = a.authorisedLineMinor();
        if (isNew && a.openingBalanceMinor() != 0) {
            final NaiveAccount opening = books.accounts.get(Terms.book(a.currency()).opening());
            final long minor = a.openingBalanceMinor();
            NaiveBooks.move(minor > 0 ? opening : account, minor > 0 ? account : opening, Math.abs(minor));
        } else if (isNew && a.openingBalanceMinor() < 0) {
            NaiveBooks.move(account, books.accounts.get(Terms.book(a.currency()).opening()), -a.openingBalanceMinor());
        }
        voice.say(new Said.Admin(a.replyTo().correlationId(),
            (isNew ? AdminResult.DONE : AdminResult.ALREADY_THERE).code()));
    }

    void putCard(final PutCardDecoder c) {
        voice.say(new Said.Admin(c.replyTo().correlationId(),
            (books.cardAccounts.containsKey(c.card().high()) ? AdminResult.ALREADY_THERE : AdminResult.DONE).code()));
        books.cardTokens.put(c.token(), c.card().high());
        books.cardAccounts.put(c.card().high(), books.accounts.get(c.account()));
        books.cardStatus.put(c.card().high(), AccountStatus.ofCode(c.status()));
    }

    void putProduct(final PutProductDecoder p) {
        books.accounts.get(p.account()).instalmentsLeft = p.instalmentsLeft();
        final boolean isNew = books.products.add(p.account());
        voice.say(new Said.Admin(p.replyTo().correlationId(),
            (isNew ? AdminResult.DONE : AdminResult.ALREADY_THERE).code()));
    }

    void putPolicy(final PutPolicyDecoder p) {
        boolean stepUp = false;
        for (final PutPolicyDecoder.OperationsDecoder operation : p.operations()) {
            stepUp |= operation.stepUp() != 0;
        }
        final PutPolicyDecoder.FeesDecoder fees = p.fees().next();
        final long fee = fees.feeMinor();
        final int tax = p.taxes().next().rateBasisPoints();
        final PutPolicyDecoder.CeilingsDecoder ceilings = p.ceilings();
        final long intDaily = ceilings.next().dailyMinor();
        final long extDaily = ceilings.next().dailyMinor();
        books.policy = new Terms.Policy(p.policyHash(), stepUp, fee, tax, extDaily, intDaily, ceilings.dailyCount(),
            p.retentionMs(), p.maxPayments(), p.unknownOriginalCode(), p.cardPaymentsBatched() == 1,
            p.deferralMethod() == DeferralMethod.FRENCH.code());
        voice.say(new Said.Admin(p.replyTo().correlationId(), AdminResult.DONE.code()));
    }
}
