package io.ayni.connectors.receipt;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Words, amounts and days as members read them. */
final class Spanish {
    private static final Locale LOCALE = Locale.forLanguageTag("es-EC");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", LOCALE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", LOCALE);

    private Spanish() {
    }

    /** {@code USD 1,234.56}. */
    static String money(final long minor, final Currency currency) {
        return currency.getCurrencyCode() + ' ' + amount(minor, currency);
    }

    /** {@code 1,234.56}. */
    static String amount(final long minor, final Currency currency) {
        final int digits = Math.max(0, currency.getDefaultFractionDigits());
        return String.format(Locale.ROOT, "%,." + digits + "f", BigDecimal.valueOf(minor, digits));
    }

    static String time(final long epochMs, final ZoneId zone) {
        return TIME.format(Instant.ofEpochMilli(epochMs).atZone(zone));
    }

    static String day(final LocalDate date) {
        return DAY.format(date);
    }

    static String day(final long epochMs, final ZoneId zone) {
        return DAY.format(Instant.ofEpochMilli(epochMs).atZone(zone));
    }

    static String operation(final Operation operation) {
        return switch (operation) {
            case TRANSFER_OWN -> "Transferencia entre cuentas propias";
            case TRANSFER_INTERNAL -> "Transferencia a otro socio";
            case TRANSFER_INTERBANK -> "Transferencia interbancaria";
            case CREDIT_INBOUND -> "Transferencia recibida";
            case CARD_PURCHASE -> "Compra con tarjeta de débito";
            case CARD_WITHDRAWAL -> "Retiro en cajero automático";
            case CARD_PAYMENT -> "Pago de tarjeta de crédito";
            case CARD_PAYMENT_EXTERNAL -> "Pago de tarjeta de otra institución";
            case BILL_PAY -> "Pago de servicio";
            case TOP_UP -> "Recarga";
            case LOAN_PAYMENT -> "Pago de cuota de crédito";
            case INTERNAL_PAYMENT -> "Pago interno";
            case LIMITS_UPDATE -> "Cambio de límites";
            case BENEFICIARY_CREATE -> "Registro de beneficiario";
            case BENEFICIARY_UPDATE -> "Cambio de beneficiario";
            case BENEFICIARY_DELETE -> "Eliminación de beneficiario";
            case BILLER_ENROL -> "Registro de servicio";
            case BILLER_FAVORITE -> "Pago frecuente";
            case BILLER_DELETE -> "Eliminación de servicio registrado";
            case SCHEDULE_CREATE -> "Programación de pago";
            case SCHEDULE_UPDATE -> "Cambio de pago programado";
            case SCHEDULE_DELETE -> "Cancelación de pago programado";
            case CARD_PIN_CHANGE -> "Cambio de clave de tarjeta";
            case CARD_PIN_GENERATE -> "Generación de clave de tarjeta";
            case CARD_DEFERRAL_CONFIRM -> "Diferido de consumos";
            case CARD_DEFERRAL_BALANCE -> "Diferido del saldo";
            case CHALLENGE -> "Verificación de identidad";
            case REVERSAL -> "Reverso";
            case COMPLETION -> "Confirmación de consumo";
        };
    }

    static String state(final PaymentState state) {
        return switch (state) {
            case RECEIVED -> "RECIBIDA";
            case CHALLENGED -> "POR CONFIRMAR";
            case HELD -> "RETENIDA";
            case SENT -> "EN PROCESO";
            case POSTED -> "EXITOSA";
            case DECLINED -> "RECHAZADA";
            case REVERSED -> "REVERSADA";
            case EXPIRED -> "EXPIRADA";
            case REVERSAL_PENDING -> "REVERSO EN PROCESO";
            case UNKNOWN, MANUAL -> "EN VERIFICACIÓN";
            case DONE -> "REALIZADA";
            case SCHEDULED_EFFECTIVE -> "EXITOSA, CON FECHA EFECTIVA POSTERIOR";
        };
    }

    /** Why it was declined, for whoever reads the receipt: by what the member can do about it. */
    static String reason(final DeclineReason reason) {
        return switch (reason) {
            case INSUFFICIENT_FUNDS -> "Fondos insuficientes";
            case AMOUNT_LIMIT -> "Supera el límite de monto";
            case COUNT_LIMIT -> "Supera el límite de número de transacciones";
            case AMOUNT_INVALID -> "Monto no permitido";
            case CARD_UNKNOWN -> "Tarjeta no encontrada";
            case DEBIT_ACCOUNT_UNKNOWN -> "Cuenta de origen no encontrada";
            case CREDIT_ACCOUNT_UNKNOWN -> "Cuenta de destino no encontrada";
            case CURRENCY_MISMATCH -> "La moneda no es la de la cuenta";
            case CARD_NOT_ACTIVE -> "Tarjeta no activa";
            case DEBIT_ACCOUNT_NOT_ACTIVE -> "Cuenta de origen no activa";
            case CREDIT_ACCOUNT_NOT_ACTIVE -> "Cuenta de destino no activa";
            case JOINT_SIGNATURE -> "La cuenta requiere firmas conjuntas";
            case LINK_DOWN, NETWORK_TIMEOUT -> "Servicio no disponible por el momento";
            case STEP_UP_LOCKED, STEP_UP_TRIES_EXCEEDED -> "Intentos de código agotados";
            case STEP_UP_EXPIRED -> "El código expiró";
            case STEP_UP_WRONG -> "Código incorrecto";
            case REVERSED_BY_CALLER -> "Anulada antes de completarse";
            case NETWORK_DECLINED -> "Rechazada por la institución de destino";
            case HOLD_EXPIRED -> "La retención expiró";
            case NOT_SENT -> "No se envió; no se debitó ningún valor";
            case MEMBER_UNKNOWN -> "Socio no encontrado";
            case BILLER_UNKNOWN -> "Empresa no disponible";
            case TARGET_UNKNOWN -> "El registro ya no existe";
            case COUNTER_ONLY -> "La última cuota y los abonos de capital se pagan en ventanilla";
            case LOAN_AMOUNT -> "El monto no es el de la cuota";
            case IN_CLOSE -> "No disponible durante el cierre diario";
            case BILLER_CLOSED -> "La empresa no recibe pagos a esta hora";
            case BILLER_AMOUNT -> "Monto fuera de los límites de la empresa";
            case BILLER_UNREACHABLE -> "La empresa no está disponible por el momento";
            case ABOVE_OWED -> "El monto supera el valor adeudado";
            case PARTIAL_NOT_ALLOWED -> "Se debe pagar el valor completo";
            case TERMS_NOT_ACCEPTED -> "No se aceptaron los términos";
            case SCHEDULE_DATES -> "Fechas no válidas";
            case SCHEDULE_ABOVE_MAXIMUM -> "El valor supera el máximo programado";
            case ALREADY_SAVED -> "Ya está registrado";
            case TOO_MANY_ROWS -> "Se alcanzó el número máximo de registros";
            case LIMIT_WEEKLY_BELOW_DAILY -> "El límite semanal es menor que el diario";
            case LIMIT_MONTHLY_BELOW_WEEKLY -> "El límite mensual es menor que el semanal";
            case LIMIT_ABOVE_CEILING -> "Supera el límite de la institución";
            case DEFERRAL_METHOD, DEFERRAL_INSTALMENTS -> "Condiciones de diferido no disponibles";
            case DEFERRAL_ABOVE_DEBT -> "El monto supera la deuda por diferir";
            case STEP_UP_NOT_ENROLLED -> "No hay un medio de confirmación registrado";
            default -> byResponseCode(reason.responseCode());
        };
    }

    private static String byResponseCode(final int code) {
        return switch (ResponseCode.format(code)) {
            case "13" -> "Monto no permitido";
            case "14" -> "Cuenta o tarjeta no encontrada";
            case "51" -> "Fondos insuficientes";
            case "57" -> "Operación no permitida";
            case "61" -> "Supera el límite de monto";
            case "65" -> "Supera el límite de número de transacciones";
            case "90" -> "No disponible durante el cierre diario";
            case "91", "68" -> "Servicio no disponible por el momento";
            case "96" -> "Error del sistema";
            default -> "Operación no válida";
        };
    }
}
