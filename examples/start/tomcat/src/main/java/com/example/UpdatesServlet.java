package com.example;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.pushj.Update;

/** Shows the latest updates as plain text, at the root of the application. */
@WebServlet("")
public class UpdatesServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<Update> latest = FeedListener.latest();
    response.setContentType("text/plain;charset=UTF-8");
    PrintWriter page = response.getWriter();
    page.printf("Latest updates: %d%n", latest.size());
    for (Update update : latest) {
      page.printf("%n%s %s%n%s%n", update.receivedAt(), update.origin().topic(), update.text());
    }
  }
}
